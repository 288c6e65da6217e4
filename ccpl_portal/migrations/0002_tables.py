import ccpl_portal.files.models
import ccpl_portal.organisations.periods
import ccpl_portal.outbox.models
import ccpl_portal.ui.rendered
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from ccpl_portal.migrations._tables import Tables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('ccpl_portal', '0001_initial'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
        ('usersessions', '0001_initial'),
    ]

    operations = [
        Tables(
            operations=[
                migrations.CreateModel(
                    name='RoleGrant',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to=settings.AUTH_USER_MODEL)),
                        ('role', models.CharField(choices=[('manager', 'Programme manager'), ('coordinator', 'Recruitment coordinator')], max_length=20)),
                        ('granted_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('from_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day without the role.', null=True, verbose_name='until')),
                    ],
                    options={
                        'ordering': ['role', 'from_on'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('from_on')), _connector='OR'), name='role_grant_ends_after_it_starts', violation_error_message='The role must end on or after the day it starts'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('role', '='), (models.Func('from_on', 'until_on', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='role_grant_held_once', violation_error_message='This person already holds this role on those days')],
                    },
                ),
                migrations.CreateModel(
                    name='SignIn',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('ip', models.GenericIPAddressField(null=True, verbose_name='address')),
                    ],
                    options={
                        'ordering': ['-at'],
                        'indexes': [models.Index(fields=['user', '-at'], name='sign_in_user_at')],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                        ('at', models.DateTimeField()),
                        ('verb', models.CharField(max_length=100)),
                        ('object_type', models.CharField(max_length=100)),
                        ('object_id', models.CharField(max_length=64)),
                        ('actor_id', models.BigIntegerField(null=True)),
                        ('ip', models.GenericIPAddressField(null=True)),
                        ('request_id', models.CharField(max_length=64)),
                        ('details', models.JSONField()),
                    ],
                    options={
                        'db_table': 'audit_event',
                        'ordering': ['-at', '-id'],
                        'managed': False,
                    },
                ),
                migrations.CreateModel(
                    name='File',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=ccpl_portal.files.models.new_public_id, editable=False, max_length=32, unique=True)),
                        ('owner_type', models.CharField(blank=True, editable=False, max_length=100)),
                        ('owner_id', models.BigIntegerField(editable=False, null=True)),
                        ('title', models.CharField(max_length=200)),
                        ('current', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ccpl_portal.fileversion')),
                    ],
                    options={
                        'indexes': [models.Index(fields=['owner_type', 'owner_id'], name='file_owner')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('owner_type', ''), _negated=True), ('owner_id__isnull', False)), name='file_has_an_owner')],
                    },
                ),
                migrations.CreateModel(
                    name='FileVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('upload', models.FileField(editable=False, max_length=120, upload_to='')),
                        ('kind', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word'), ('xlsx', 'Excel'), ('pptx', 'PowerPoint'), ('csv', 'CSV'), ('png', 'PNG picture'), ('jpg', 'JPEG picture')], editable=False, max_length=4)),
                        ('size', models.PositiveIntegerField(editable=False)),
                        ('sha256', models.CharField(editable=False, max_length=64)),
                        ('uploaded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='ccpl_portal.file')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('name', models.CharField(max_length=150)),
                    ],
                    options={
                        'ordering': ['-number'],
                        'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='file_version_numbered_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Picture',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=ccpl_portal.files.models.new_public_id, editable=False, max_length=32, unique=True)),
                        ('owner_type', models.CharField(blank=True, editable=False, max_length=100)),
                        ('owner_id', models.BigIntegerField(editable=False, null=True)),
                        ('upload', models.FileField(editable=False, max_length=120, upload_to='')),
                        ('kind', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word'), ('xlsx', 'Excel'), ('pptx', 'PowerPoint'), ('csv', 'CSV'), ('png', 'PNG picture'), ('jpg', 'JPEG picture')], editable=False, max_length=4)),
                        ('size', models.PositiveIntegerField(editable=False)),
                        ('sha256', models.CharField(editable=False, max_length=64)),
                        ('uploaded_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('alt', models.CharField(help_text='What the picture shows, for people who cannot see it', max_length=250, verbose_name='alternative text')),
                        ('width', models.PositiveIntegerField(editable=False)),
                        ('height', models.PositiveIntegerField(editable=False)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['owner_type', 'owner_id'], name='picture_owner')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('alt', ''), _negated=True), name='picture_has_words', violation_error_message='Enter what the picture shows')],
                    },
                ),
                migrations.CreateModel(
                    name='Term',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('slug', models.SlugField(max_length=60, unique=True)),
                        ('term', models.CharField(error_messages={'unique': 'This word is in the glossary already'}, help_text='As it stands in texts, for example ICB', max_length=60, unique=True)),
                        ('full', models.CharField(blank=True, help_text='For an abbreviation: integrated care board. Its first use on a page is then followed by these words', max_length=120, verbose_name='in full')),
                        ('full_plural', models.CharField(blank=True, help_text='Where it is more than an s at the end: health and care partnerships', max_length=120, verbose_name='in full, of several')),
                        ('meaning', models.TextField(help_text='One or two plain sentences', max_length=600)),
                    ],
                    options={
                        'ordering': [django.db.models.functions.text.Lower('term')],
                    },
                ),
                migrations.CreateModel(
                    name='Job',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=80)),
                        ('key', models.CharField(blank=True, max_length=200, verbose_name='over what')),
                        ('once', models.BooleanField(default=False)),
                        ('payload', models.JSONField(default=dict)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('failed', 'Failed'), ('replaced', 'Replaced by a later one')], default='waiting', max_length=10)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('run_after', models.DateTimeField(blank=True, null=True, verbose_name='not before')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked for')),
                        ('rung_at', models.DateTimeField(editable=False, null=True)),
                        ('started_at', models.DateTimeField(editable=False, null=True, verbose_name='started')),
                        ('finished_at', models.DateTimeField(editable=False, null=True, verbose_name='finished')),
                        ('reason', models.TextField(blank=True, verbose_name='why it failed')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state__in', ['waiting', 'running'])), fields=['run_after'], name='job_to_do'), models.Index(fields=['kind', 'key', '-id'], name='job_latest'), models.Index(fields=['state', '-id'], name='job_by_state')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('once', False), ('state', 'waiting'), models.Q(('key', ''), _negated=True)), fields=('kind', 'key'), name='job_one_waiting_per_key'), models.UniqueConstraint(condition=models.Q(('once', True)), fields=('kind', 'key'), name='job_once_per_key'), models.CheckConstraint(condition=models.Q(('once', False), models.Q(('key', ''), _negated=True), _connector='OR'), name='job_once_needs_a_key')],
                    },
                ),
                migrations.CreateModel(
                    name='Sector',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'ordering': ['position', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='OrganisationKind',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('plural', models.CharField(max_length=80)),
                        ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kinds', to='ccpl_portal.sector')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'ordering': ['position', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='Level',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('plural', models.CharField(max_length=80)),
                        ('rank', models.PositiveSmallIntegerField(help_text='1 is the smallest; the system has the highest number', unique=True)),
                        ('aims', models.TextField(blank=True, help_text='What leadership at this level is for. Markdown is understood')),
                        ('aims_html', ccpl_portal.ui.rendered.RenderedField('aims', blank=True, editable=False)),
                    ],
                    options={
                        'ordering': ['rank'],
                    },
                ),
                migrations.CreateModel(
                    name='Place',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('slug', models.SlugField(max_length=80, unique=True)),
                        ('name', models.CharField(max_length=120)),
                        ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='ccpl_portal.level')),
                        ('parent', models.ForeignKey(blank=True, help_text='The place that it is part of. Only the system has none', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='ccpl_portal.place')),
                        ('code', models.CharField(blank=True, help_text='Its ODS or ONS code, where it has one', max_length=20)),
                        ('summary', models.CharField(blank=True, max_length=300)),
                        ('aims', models.TextField(blank=True, help_text='What leaders here are working towards. Markdown is understood')),
                        ('aims_html', ccpl_portal.ui.rendered.RenderedField('aims', blank=True, editable=False)),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'ordering': ['position', 'name'],
                        'constraints': [models.UniqueConstraint(models.Q(('parent', None)), condition=models.Q(('parent', None)), name='place_one_system', violation_error_message='There is a system already: choose what this is part of'), models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='place_not_in_itself', violation_error_message='A place cannot be part of itself')],
                    },
                ),
                migrations.CreateModel(
                    name='PlaceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ccpl_portal.place')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('slug', models.SlugField(db_index=False, max_length=80)),
                        ('name', models.CharField(max_length=120)),
                        ('level', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.level')),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, help_text='The place that it is part of. Only the system has none', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.place')),
                        ('code', models.CharField(blank=True, help_text='Its ODS or ONS code, where it has one', max_length=20)),
                        ('summary', models.CharField(blank=True, max_length=300)),
                        ('aims', models.TextField(blank=True, help_text='What leaders here are working towards. Markdown is understood')),
                        ('aims_html', ccpl_portal.ui.rendered.RenderedField('aims', blank=True, editable=False)),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('ods_code', models.CharField(help_text='For example RKB. Where an organisation has no ODS code, use its ONS code or a short code of your own that begins with X-', max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z0-9][A-Z0-9-]{0,19}$', 'Enter a code of capital letters and digits')], verbose_name='ODS code')),
                        ('ons_code', models.CharField(blank=True, max_length=9, verbose_name='ONS code')),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='ccpl_portal.organisationkind')),
                        ('opened_on', models.DateField(blank=True, null=True, verbose_name='opened')),
                        ('closed_on', models.DateField(blank=True, help_text='The first day on which it is no longer open', null=True, verbose_name='closed')),
                        ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged_from', to='ccpl_portal.organisation')),
                        ('website', models.URLField(blank=True)),
                        ('note', models.CharField(blank=True, help_text='Where these facts come from and how old they are. Shown on its page', max_length=300)),
                        ('places', models.ManyToManyField(blank=True, related_name='organisations', through='ccpl_portal.PlaceMembership', to='ccpl_portal.place')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ods_code__regex', '^[A-Z0-9][A-Z0-9-]{0,19}$')), name='organisation_ods_code_well_formed'), models.CheckConstraint(condition=models.Q(('opened_on', None), ('closed_on', None), ('closed_on__gt', models.F('opened_on')), _connector='OR'), name='organisation_closes_after_it_opens', violation_error_message='Enter a closing date that is after the opening date')],
                    },
                ),
                migrations.CreateModel(
                    name='OrganisationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ccpl_portal.organisation')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('ods_code', models.CharField(help_text='For example RKB. Where an organisation has no ODS code, use its ONS code or a short code of your own that begins with X-', max_length=20, validators=[django.core.validators.RegexValidator('^[A-Z0-9][A-Z0-9-]{0,19}$', 'Enter a code of capital letters and digits')], verbose_name='ODS code')),
                        ('ons_code', models.CharField(blank=True, max_length=9, verbose_name='ONS code')),
                        ('name', models.CharField(max_length=200)),
                        ('kind', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.organisationkind')),
                        ('opened_on', models.DateField(blank=True, null=True, verbose_name='opened')),
                        ('closed_on', models.DateField(blank=True, help_text='The first day on which it is no longer open', null=True, verbose_name='closed')),
                        ('merged_into', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.organisation')),
                        ('website', models.URLField(blank=True)),
                        ('note', models.CharField(blank=True, help_text='Where these facts come from and how old they are. Shown on its page', max_length=300)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='PlaceMembership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='place_memberships', to='ccpl_portal.organisation')),
                        ('place', models.ForeignKey(help_text='Choose the system itself for an organisation that works across all of it', on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='ccpl_portal.place')),
                    ],
                    options={
                        'ordering': ['organisation', 'from_on'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('until_on__isnull', True), ('until_on__gt', models.F('from_on')), _connector='OR'), name='placemembership_dates_in_order', violation_error_message='Enter an end date that is after the start date'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('organisation', '='), (ccpl_portal.organisations.periods.DateRange('from_on', 'until_on'), '&&')], name='placemembership_one_place_at_a_time', violation_error_message='This organisation already belongs to a place in that time: end the other membership first')],
                    },
                ),
                migrations.CreateModel(
                    name='PlaceMembershipEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ccpl_portal.placemembership')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.organisation')),
                        ('place', models.ForeignKey(db_constraint=False, help_text='Choose the system itself for an organisation that works across all of it', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.place')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Service',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='ccpl_portal.organisation')),
                        ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='ccpl_portal.place')),
                    ],
                    options={
                        'ordering': ['organisation__name'],
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'place'), name='service_once', violation_error_message='This organisation already serves that place')],
                    },
                ),
                migrations.CreateModel(
                    name='Letter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(editable=False, max_length=250, unique=True)),
                        ('to_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL)),
                        ('to_address', models.EmailField(blank=True, max_length=254, verbose_name='to')),
                        ('subject', models.CharField(max_length=250)),
                        ('text', models.TextField()),
                        ('html', models.TextField(blank=True)),
                        ('headers', models.JSONField(default=dict)),
                        ('calendar', models.TextField(blank=True)),
                        ('message_id', models.CharField(default=ccpl_portal.outbox.models.new_message_id, editable=False, max_length=320)),
                        ('secret', models.BooleanField(default=False)),
                        ('check_name', models.CharField(blank=True, max_length=80)),
                        ('about_type', models.CharField(blank=True, max_length=100)),
                        ('about_id', models.CharField(blank=True, max_length=64)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('failed', 'Failed'), ('recalled', 'Recalled')], default='waiting', max_length=10)),
                        ('send_after', models.DateTimeField(blank=True, null=True, verbose_name='not before')),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('unheard_of', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('reason', models.TextField(blank=True, verbose_name='why')),
                        ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='written')),
                        ('sent_at', models.DateTimeField(editable=False, null=True, verbose_name='sent')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['send_after', 'id'], name='letter_to_post'), models.Index(fields=['about_type', 'about_id'], name='letter_about'), models.Index(fields=['state', '-id'], name='letter_by_state')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_user', None), ('to_address', ''), _connector='XOR'), name='letter_has_one_recipient')],
                    },
                ),
                migrations.CreateModel(
                    name='Pack',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.SlugField(max_length=100, unique=True)),
                        ('title', models.CharField(max_length=200)),
                        ('portal', models.CharField(max_length=200, verbose_name='name of the portal')),
                        ('system', models.CharField(max_length=20, verbose_name='code of the system')),
                        ('licences', models.JSONField(blank=True, default=list)),
                        ('anchor', models.DateField()),
                    ],
                ),
                migrations.CreateModel(
                    name='Loaded',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('path', models.CharField(max_length=200)),
                        ('key', models.CharField(max_length=300)),
                        ('cells', models.JSONField(default=dict)),
                    ],
                    options={
                        'verbose_name': 'loaded row',
                        'constraints': [models.UniqueConstraint(fields=('path', 'key'), name='loaded_row_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Tag',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('kind', models.CharField(choices=[('principle', 'Principle'), ('workstream', 'Workstream'), ('aim', 'Aim'), ('priority-area', 'Priority area'), ('programme', 'Transformation programme'), ('theme', 'Cross-cutting theme')], editable=False, max_length=20)),
                        ('slug', models.SlugField(max_length=80)),
                        ('name', models.CharField(max_length=200)),
                        ('summary', models.CharField(blank=True, help_text='One sentence, shown in lists', max_length=400)),
                        ('text', models.TextField(blank=True, help_text='The full wording, shown on its page. Markdown is understood')),
                        ('text_html', ccpl_portal.ui.rendered.RenderedField('text', blank=True, editable=False)),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Small numbers come first in lists')),
                        ('number', models.PositiveSmallIntegerField(blank=True, error_messages={'unique': 'There is a principle with this number already'}, help_text='The number that national guidance gives the principle', null=True, unique=True)),
                        ('horizon', models.PositiveSmallIntegerField(blank=True, help_text='A year, for example 2028', null=True, verbose_name='to be reached by')),
                        ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='leads_on', to='ccpl_portal.person')),
                        ('mailbox', models.EmailField(blank=True, help_text='An address that stays with the work. It is public', max_length=254, verbose_name='role mailbox')),
                        ('website', models.URLField(blank=True)),
                        ('serves', models.ManyToManyField(blank=True, help_text='The principles, workstreams and priority areas that it serves', related_name='served_by', to='ccpl_portal.tag')),
                    ],
                    options={
                        'ordering': ['kind', 'position', 'name'],
                        'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='tag_slug_once_of_its_kind', violation_error_message='There is another one with this address: change the slug'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'principle'), _negated=True), models.Q(('number__isnull', False), models.Q(('text', ''), _negated=True)), _connector='OR'), name='tag_principle_has_number_and_wording', violation_error_message='Enter the number and the full wording of the principle')],
                    },
                ),
                migrations.CreateModel(
                    name='TagEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ccpl_portal.tag')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('kind', models.CharField(choices=[('principle', 'Principle'), ('workstream', 'Workstream'), ('aim', 'Aim'), ('priority-area', 'Priority area'), ('programme', 'Transformation programme'), ('theme', 'Cross-cutting theme')], editable=False, max_length=20)),
                        ('slug', models.SlugField(db_index=False, max_length=80)),
                        ('name', models.CharField(max_length=200)),
                        ('summary', models.CharField(blank=True, help_text='One sentence, shown in lists', max_length=400)),
                        ('text', models.TextField(blank=True, help_text='The full wording, shown on its page. Markdown is understood')),
                        ('text_html', ccpl_portal.ui.rendered.RenderedField('text', blank=True, editable=False)),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='Small numbers come first in lists')),
                        ('number', models.PositiveSmallIntegerField(blank=True, error_messages={'unique': 'There is a principle with this number already'}, help_text='The number that national guidance gives the principle', null=True)),
                        ('horizon', models.PositiveSmallIntegerField(blank=True, help_text='A year, for example 2028', null=True, verbose_name='to be reached by')),
                        ('lead', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.person')),
                        ('mailbox', models.EmailField(blank=True, help_text='An address that stays with the work. It is public', max_length=254, verbose_name='role mailbox')),
                        ('website', models.URLField(blank=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Principle',
                    fields=[
                    ],
                    options={
                        'ordering': ['number'],
                        'proxy': True,
                    },
                    bases=('ccpl_portal.tag',),
                ),
                migrations.CreateModel(
                    name='Workstream',
                    fields=[
                    ],
                    options={
                        'ordering': ['position', 'name'],
                        'proxy': True,
                    },
                    bases=('ccpl_portal.tag',),
                ),
                migrations.CreateModel(
                    name='Aim',
                    fields=[
                    ],
                    options={
                        'ordering': ['horizon', 'position'],
                        'proxy': True,
                    },
                    bases=('ccpl_portal.tag',),
                ),
                migrations.CreateModel(
                    name='PriorityArea',
                    fields=[
                    ],
                    options={
                        'ordering': ['position', 'name'],
                        'proxy': True,
                    },
                    bases=('ccpl_portal.tag',),
                ),
                migrations.CreateModel(
                    name='TransformationProgramme',
                    fields=[
                    ],
                    options={
                        'ordering': ['position', 'name'],
                        'proxy': True,
                    },
                    bases=('ccpl_portal.tag',),
                ),
                migrations.CreateModel(
                    name='Theme',
                    fields=[
                    ],
                    options={
                        'ordering': ['position', 'name'],
                        'proxy': True,
                    },
                    bases=('ccpl_portal.tag',),
                ),
                migrations.CreateModel(
                    name='PostKind',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('plural', models.CharField(max_length=80)),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'ordering': ['position', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='Post',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('slug', models.SlugField(max_length=120, unique=True)),
                        ('title', models.CharField(max_length=160)),
                        ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='ccpl_portal.postkind')),
                        ('organisation', models.ForeignKey(blank=True, help_text='The organisation that hosts the post', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='ccpl_portal.organisation')),
                        ('place', models.ForeignKey(blank=True, help_text='The place it works for; the system itself for a system post', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='ccpl_portal.place')),
                        ('purpose', models.TextField(blank=True, help_text='What the post is for. Markdown is understood')),
                        ('purpose_html', ccpl_portal.ui.rendered.RenderedField('purpose', blank=True, editable=False)),
                        ('mailbox', models.EmailField(blank=True, help_text='An address that stays with the post. It is public', max_length=254, verbose_name='role mailbox')),
                        ('tags', models.ManyToManyField(blank=True, help_text='The principles, workstreams, aims, priority areas, programmes and themes that it serves', related_name='%(app_label)s_%(class)s_set', related_query_name='%(app_label)s_%(class)s', to='ccpl_portal.tag')),
                    ],
                    options={
                        'ordering': ['title'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('until_on__isnull', True), ('until_on__gt', models.F('from_on')), _connector='OR'), name='post_dates_in_order', violation_error_message='Enter an end date that is after the start date')],
                    },
                ),
                migrations.CreateModel(
                    name='PostEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ccpl_portal.post')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('slug', models.SlugField(db_index=False, max_length=120)),
                        ('title', models.CharField(max_length=160)),
                        ('kind', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.postkind')),
                        ('organisation', models.ForeignKey(blank=True, db_constraint=False, help_text='The organisation that hosts the post', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.organisation')),
                        ('place', models.ForeignKey(blank=True, db_constraint=False, help_text='The place it works for; the system itself for a system post', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.place')),
                        ('purpose', models.TextField(blank=True, help_text='What the post is for. Markdown is understood')),
                        ('purpose_html', ccpl_portal.ui.rendered.RenderedField('purpose', blank=True, editable=False)),
                        ('mailbox', models.EmailField(blank=True, help_text='An address that stays with the post. It is public', max_length=254, verbose_name='role mailbox')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Appointment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='ccpl_portal.post')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appointments', to='ccpl_portal.person')),
                    ],
                    options={
                        'ordering': ['-from_on'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('until_on__isnull', True), ('until_on__gt', models.F('from_on')), _connector='OR'), name='appointment_dates_in_order', violation_error_message='Enter an end date that is after the start date'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('post', '='), ('person', '='), (ccpl_portal.organisations.periods.DateRange('from_on', 'until_on'), '&&')], name='appointment_once_at_a_time', violation_error_message='This person already holds the post in that time')],
                    },
                ),
                migrations.CreateModel(
                    name='AppointmentEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='ccpl_portal.appointment')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('post', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.post')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.person')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='ProfessionFamily',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('is_expected', models.BooleanField(default=True, help_text='Whether a room without anybody of this family lacks a voice', verbose_name='missed when absent')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name_plural': 'profession families',
                        'ordering': ['position', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='Profession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('plural', models.CharField(blank=True, max_length=80)),
                        ('family', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='professions', to='ccpl_portal.professionfamily')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'ordering': ['position', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('slug', models.SlugField(max_length=120, unique=True)),
                        ('name', models.CharField(max_length=120)),
                        ('user', models.OneToOneField(blank=True, help_text='The account with which this person signs in, if there is one', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                        ('profession', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='ccpl_portal.profession')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='ccpl_portal.organisation')),
                        ('job_title', models.CharField(blank=True, max_length=120)),
                        ('expertise', models.CharField(blank=True, help_text='Specialities and interests in a few words, separated by commas', max_length=300)),
                        ('expertise_audience', models.CharField(choices=[('public', 'Everybody'), ('verified', 'Signed-in colleagues'), ('private', 'Only the person and the programme team')], default='public', help_text='Never more people than may see the entry itself', max_length=10, verbose_name='who may see the expertise')),
                        ('biography', models.TextField(blank=True, help_text='A few sentences. Markdown is understood', max_length=5000, validators=[django.core.validators.MaxLengthValidator(5000, 'Shorten the biography to 5,000 characters')])),
                        ('biography_html', ccpl_portal.ui.rendered.RenderedField('biography', blank=True, editable=False)),
                        ('biography_audience', models.CharField(choices=[('public', 'Everybody'), ('verified', 'Signed-in colleagues'), ('private', 'Only the person and the programme team')], default='public', help_text='Never more people than may see the entry itself', max_length=10, verbose_name='who may see the biography')),
                        ('picture', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ccpl_portal.picture')),
                        ('picture_audience', models.CharField(choices=[('public', 'Everybody'), ('verified', 'Signed-in colleagues'), ('private', 'Only the person and the programme team')], default='public', help_text='Never more people than may see the entry itself', max_length=10, verbose_name='who may see the picture')),
                        ('audience', models.CharField(choices=[('public', 'Everybody'), ('verified', 'Signed-in colleagues'), ('private', 'Only the person and the programme team')], default='verified', max_length=10, verbose_name='who may see this entry')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                        ('phone', models.CharField(blank=True, max_length=30)),
                        ('shows_email', models.BooleanField(default=False, verbose_name='show the e-mail address to signed-in colleagues')),
                        ('shows_phone', models.BooleanField(default=False, verbose_name='show the phone number to signed-in colleagues')),
                        ('takes_messages', models.BooleanField(default=True, help_text='The writer does not learn the address', verbose_name='may be written to through a form')),
                        ('tags', models.ManyToManyField(blank=True, help_text='The principles, workstreams, aims, priority areas, programmes and themes that it serves', related_name='%(app_label)s_%(class)s_set', related_query_name='%(app_label)s_%(class)s', to='ccpl_portal.tag')),
                    ],
                    options={
                        'verbose_name_plural': 'people',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('object_type', models.CharField(max_length=100)),
                        ('object_id', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=60)),
                        ('url', models.CharField(max_length=500)),
                        ('title', models.CharField(max_length=300)),
                        ('keywords', models.TextField(blank=True)),
                        ('summary', models.TextField(blank=True)),
                        ('body', models.TextField(blank=True)),
                        ('dated', models.DateField(null=True)),
                        ('is_example', models.BooleanField(default=False)),
                        ('audiences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                        ('vector', models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('title', config='portal', weight='A'), '||', django.contrib.postgres.search.SearchVector('keywords', config='portal', weight='B'), django.contrib.postgres.search.SearchConfig('portal')), '||', django.contrib.postgres.search.SearchVector('summary', config='portal', weight='C'), django.contrib.postgres.search.SearchConfig('portal')), '||', django.contrib.postgres.search.SearchVector('body', config='portal', weight='D'), django.contrib.postgres.search.SearchConfig('portal')), output_field=django.contrib.postgres.search.SearchVectorField())),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='entry_vector'), django.contrib.postgres.indexes.GinIndex(fields=['audiences'], name='entry_audiences'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('title', 'gin_trgm_ops'), name='entry_title_trigrams')],
                        'constraints': [models.UniqueConstraint(fields=('object_type', 'object_id'), name='entry_of_one_object')],
                    },
                ),
                migrations.CreateModel(
                    name='ContentVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token', models.CharField(max_length=32)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='content_version_has_one_row')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='place',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ccpl_portal_placeevent" ("aims", "aims_html", "code", "id", "is_example", "level_id", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (NEW."aims", NEW."aims_html", NEW."code", NEW."id", NEW."is_example", NEW."level_id", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."summary"); RETURN NULL;', hash='12e2112396bf7de9a6a7b18d1d3b55753b9db239', operation='INSERT', pgid='pgtrigger_insert_insert_bbf89', table='ccpl_portal_place', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='place',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ccpl_portal_placeevent" ("aims", "aims_html", "code", "id", "is_example", "level_id", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary") VALUES (NEW."aims", NEW."aims_html", NEW."code", NEW."id", NEW."is_example", NEW."level_id", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."summary"); RETURN NULL;', hash='33f13ade63fa961b79a3b8f6b2d6a2664a728172', operation='UPDATE', pgid='pgtrigger_update_update_cc60d', table='ccpl_portal_place', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='organisation',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ccpl_portal_organisationevent" ("closed_on", "id", "is_example", "kind_id", "merged_into_id", "name", "note", "ods_code", "ons_code", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "website") VALUES (NEW."closed_on", NEW."id", NEW."is_example", NEW."kind_id", NEW."merged_into_id", NEW."name", NEW."note", NEW."ods_code", NEW."ons_code", NEW."opened_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."website"); RETURN NULL;', hash='652904ba4a83f8ae928530fab6f062424ee301e6', operation='INSERT', pgid='pgtrigger_insert_insert_530cb', table='ccpl_portal_organisation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='organisation',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ccpl_portal_organisationevent" ("closed_on", "id", "is_example", "kind_id", "merged_into_id", "name", "note", "ods_code", "ons_code", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "website") VALUES (NEW."closed_on", NEW."id", NEW."is_example", NEW."kind_id", NEW."merged_into_id", NEW."name", NEW."note", NEW."ods_code", NEW."ons_code", NEW."opened_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."website"); RETURN NULL;', hash='29427684c45564b604688f5e07965b5a8c0af866', operation='UPDATE', pgid='pgtrigger_update_update_2128d', table='ccpl_portal_organisation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placemembership',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ccpl_portal_placemembershipevent" ("from_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "until_on") VALUES (NEW."from_on", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."until_on"); RETURN NULL;', hash='ecc7a30e9e1f706466ed558d7a61555b57742700', operation='INSERT', pgid='pgtrigger_insert_insert_f757e', table='ccpl_portal_placemembership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='placemembership',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ccpl_portal_placemembershipevent" ("from_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "until_on") VALUES (NEW."from_on", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."until_on"); RETURN NULL;', hash='407b35ba7a9533318d58e789e40669a039c6d68d', operation='UPDATE', pgid='pgtrigger_update_update_40c89', table='ccpl_portal_placemembership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='tag',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ccpl_portal_tagevent" ("horizon", "id", "is_example", "kind", "lead_id", "mailbox", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary", "text", "text_html", "website") VALUES (NEW."horizon", NEW."id", NEW."is_example", NEW."kind", NEW."lead_id", NEW."mailbox", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug", NEW."summary", NEW."text", NEW."text_html", NEW."website"); RETURN NULL;', hash='a088beddaece1372fc07733136f2c13965c05da1', operation='INSERT', pgid='pgtrigger_insert_insert_8803e', table='ccpl_portal_tag', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='tag',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ccpl_portal_tagevent" ("horizon", "id", "is_example", "kind", "lead_id", "mailbox", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "summary", "text", "text_html", "website") VALUES (NEW."horizon", NEW."id", NEW."is_example", NEW."kind", NEW."lead_id", NEW."mailbox", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug", NEW."summary", NEW."text", NEW."text_html", NEW."website"); RETURN NULL;', hash='ecb6e76d76962cb453242359bf5c840e7fb4888c', operation='UPDATE', pgid='pgtrigger_update_update_cd001', table='ccpl_portal_tag', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='post',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ccpl_portal_postevent" ("from_on", "id", "is_example", "kind_id", "mailbox", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "purpose", "purpose_html", "slug", "title", "until_on") VALUES (NEW."from_on", NEW."id", NEW."is_example", NEW."kind_id", NEW."mailbox", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."purpose", NEW."purpose_html", NEW."slug", NEW."title", NEW."until_on"); RETURN NULL;', hash='4a1bc6fc0ea6408819c7e0368277f9fb0325b5de', operation='INSERT', pgid='pgtrigger_insert_insert_3ccaa', table='ccpl_portal_post', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='post',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ccpl_portal_postevent" ("from_on", "id", "is_example", "kind_id", "mailbox", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "purpose", "purpose_html", "slug", "title", "until_on") VALUES (NEW."from_on", NEW."id", NEW."is_example", NEW."kind_id", NEW."mailbox", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."purpose", NEW."purpose_html", NEW."slug", NEW."title", NEW."until_on"); RETURN NULL;', hash='dd506ecfc666739daf9c2bb6562e39232e515a79', operation='UPDATE', pgid='pgtrigger_update_update_30d60', table='ccpl_portal_post', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='appointment',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "ccpl_portal_appointmentevent" ("from_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "until_on") VALUES (NEW."from_on", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post_id", NEW."until_on"); RETURN NULL;', hash='16f105d8d01063c835ebc227e44d4da667bb4861', operation='INSERT', pgid='pgtrigger_insert_insert_a5eaf', table='ccpl_portal_appointment', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='appointment',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "ccpl_portal_appointmentevent" ("from_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post_id", "until_on") VALUES (NEW."from_on", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post_id", NEW."until_on"); RETURN NULL;', hash='5c722e864af8c7a8d9ba3e1587b76551a2c54ae9', operation='UPDATE', pgid='pgtrigger_update_update_fd945', table='ccpl_portal_appointment', when='AFTER')),
                ),
            ],
        ),
    ]
