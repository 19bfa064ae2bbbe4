from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_heartbeats'),
    ]

    operations = [
        migrations.CreateModel(
            name='Backup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(db_index=True)),
                ('size', models.BigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('missing', models.PositiveIntegerField(default=0)),
            ],
        ),
    ]
