"""The desk's counts for one urgency read the index alone, too."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column more at the end of an index."""

    dependencies: ClassVar = [("casework", "0005_request_urgency")]
    operations: ClassVar = [
        migrations.RemoveIndex(model_name="request", name="casework_request_tally"),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                fields=["desk", "is_open", "queue", "clock_state", "due_at", "urgency"],
                name="casework_request_tally",
            ),
        ),
    ]
