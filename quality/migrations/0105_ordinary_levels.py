from django.db import migrations

LEVELS = [
    ("Routine", 0, "Watched through the monthly figures, as everything is"),
    ("Enhanced", 1, "Looked at by the group each month, with a report from the organisation"),
    ("Intensive", 2, "A plan with dates, and support from the system, until it is better"),
]


def begin_with_three(apps, schema_editor):
    AssuranceLevel = apps.get_model("quality", "AssuranceLevel")
    for name, position, description in LEVELS:
        AssuranceLevel.objects.create(name=name, position=position, description=description)


class Migration(migrations.Migration):
    dependencies = [
        ("quality", "0104_signals"),
    ]

    operations = [migrations.RunPython(begin_with_three, migrations.RunPython.noop)]
