"""Copies and distribution lists hang on records; the table of travel documents is gone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_move_documents'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='copy', name='records_copy_once'),
        migrations.RenameField(model_name='copy', old_name='document', new_name='record'),
        migrations.AlterField(
            model_name='copy',
            name='record',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='records.record'),
        ),
        migrations.AddConstraint(
            model_name='copy',
            constraint=models.UniqueConstraint(fields=('record', 'organisation'), name='records_copy_once'),
        ),
        migrations.RemoveConstraint(model_name='documentrecipient', name='records_recipient_once'),
        migrations.RenameModel(old_name='DocumentRecipient', new_name='RecordRecipient'),
        migrations.RenameField(model_name='recordrecipient', old_name='document', new_name='record'),
        migrations.AlterField(
            model_name='recordrecipient',
            name='record',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='records.record'),
        ),
        migrations.AddConstraint(
            model_name='recordrecipient',
            constraint=models.UniqueConstraint(fields=('record', 'organisation'), name='records_recipient_once'),
        ),
        migrations.DeleteModel(name='TravelDocument'),
    ]
