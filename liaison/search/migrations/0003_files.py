"""Entries carry their numbers; changes are told to an index in files instead of tables."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CHUNK = 2000


def take_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Bring the numbers into the entries, and tell of every entry that there is."""
    connection = schema_editor.connection
    entries = apps.get_model("search", "SearchEntry")
    numbers = apps.get_model("search", "SearchNumber")  # type: ignore[misc]  # it goes below
    changes = apps.get_model("search", "SearchChange")
    last = 0
    while rows := list(entries.objects.filter(id__gt=last).order_by("id")[:CHUNK]):
        held: dict[int, list[list[str]]] = {}
        for one in numbers.objects.filter(entry__in=rows).order_by("id"):
            held.setdefault(one.entry_id, []).append([one.scheme, one.folded])
        for row in rows:
            row.numbers = held.get(row.id, [])
        entries.objects.bulk_update([row for row in rows if row.numbers], ["numbers"])
        changes.objects.bulk_create(changes(entry=row.id, gone=False, written=0) for row in rows)
        last = rows[-1].id
    if connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE search_searchchange ALTER COLUMN written"
            " SET DEFAULT (pg_current_xact_id()::text::bigint)"
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0002_plates_folded")]

    operations = [
        migrations.CreateModel(
            name="SearchBase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(blank=True, default="", max_length=32)),
                ("pending", models.CharField(blank=True, default="", max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.BigIntegerField()),
                ("gone", models.BooleanField()),
                ("written", models.BigIntegerField(db_default=0)),
            ],
            options={"indexes": [models.Index(fields=["written"], name="search_change_written")]},
        ),
        # its old name on the other side is that of the new field
        migrations.AlterField(
            "searchnumber",
            "entry",
            models.ForeignKey("search.searchentry", models.CASCADE, related_name="+"),
        ),
        migrations.AddField("searchentry", "numbers", models.JSONField(default=list)),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.DeleteModel("SearchToken"),
        migrations.DeleteModel("SearchNumber"),
        migrations.RemoveField("searchentry", "birth_year"),
    ]
