"""Records to be looked at again are found by their day: by state alone all were walked through."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The index of what is to be looked at again begins with the day."""

    dependencies: ClassVar = [("records", "0006_plates_folded")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="record", name="records_to_review"),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["review_on", "state"], name="records_to_review"),
        ),
    ]
