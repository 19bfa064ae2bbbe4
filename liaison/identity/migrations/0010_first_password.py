"""Passwords that somebody else chose are marked: they are changed before anything else opens."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column; whoever is there already chose theirs or was asked to."""

    dependencies: ClassVar = [("identity", "0009_recovery")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="person",
            name="password_given",
            field=models.BooleanField(default=False),
        )
    ]
