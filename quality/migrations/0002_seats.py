from django.db import migrations

# Organisations of this portal keep their places in one table only, their own; a seat reads it.
# A neighbourhood counts in the area that it lies in; the system itself is no area.
FORWARD = """
CREATE VIEW quality_seat AS
WITH RECURSIVE lies_in(place_id, area_id) AS (
    SELECT place_id, id FROM quality_area WHERE place_id IS NOT NULL
    UNION ALL
    SELECT place.id, lies_in.area_id
    FROM ccpl_portal_place AS place JOIN lies_in ON place.parent_id = lies_in.place_id
    WHERE NOT EXISTS (SELECT FROM quality_area AS own WHERE own.place_id = place.id)
)
SELECT id, body_id, area_id, from_on, until_on FROM quality_bodymembership
UNION ALL
SELECT -membership.id, body.id, lies_in.area_id, membership.from_on, membership.until_on
FROM quality_body AS body
JOIN ccpl_portal_placemembership AS membership
    ON membership.organisation_id = body.organisation_id
LEFT JOIN lies_in ON lies_in.place_id = membership.place_id;
"""


class Migration(migrations.Migration):
    dependencies = [("quality", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, "DROP VIEW quality_seat")]
