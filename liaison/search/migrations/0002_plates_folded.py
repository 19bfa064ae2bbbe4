"""Plates are folded anew: Cyrillic and Greek letters that look Latin are Latin."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# as they stood when this was written: a migration does not follow what the code becomes
LOOK_ALIKES = str.maketrans(
    "АВЕЁКМНОРСТУХІЇЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "A8EEKMH0PCTYX11J5A8E2H1KMN0PTYX",
)
CHUNK = 500


def fold_plates(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Fold what is held of plates; most have no such letter and are passed over."""
    model = apps.get_model("search", "SearchNumber")  # type: ignore[misc]  # gone since 0003
    changed = []
    rows = model.objects.using(schema_editor.connection.alias).filter(scheme="plate")
    for row in rows.order_by("pk").iterator(CHUNK):
        folded = row.folded.translate(LOOK_ALIKES)
        if folded != row.folded:
            row.folded = folded
            changed.append(row)
    model.objects.using(schema_editor.connection.alias).bulk_update(
        changed, ["folded"], batch_size=CHUNK
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_index")]

    operations = [migrations.RunPython(fold_plates, migrations.RunPython.noop)]
