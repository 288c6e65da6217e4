import ccpl_portal.organisations.periods
import ccpl_portal.ui.rendered
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import networks.groups.slugs
import networks.invitations.models
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from ccpl_portal.migrations._tables import Tables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ccpl_portal', '0003_audit_events'),
    ]

    operations = [
        Tables(
            operations=[
                migrations.CreateModel(
                    name='GroupKind',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('plural', models.CharField(max_length=80)),
                        ('summary', models.CharField(blank=True, max_length=300)),
                        ('is_forum', models.BooleanField(default=False, help_text='Its secretary keeps the page and the membership, and members are appointed', verbose_name='governance forum')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'ordering': ['position', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='Group',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('slug', models.SlugField(max_length=120, unique=True, validators=[networks.groups.slugs.not_an_address])),
                        ('name', models.CharField(max_length=160)),
                        ('short_name', models.CharField(blank=True, help_text='For example CEG', max_length=30)),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='networks.groupkind')),
                        ('status', models.CharField(choices=[('proposed', 'Proposed'), ('forming', 'Forming'), ('active', 'Active'), ('paused', 'Paused'), ('closed', 'Closed')], default='proposed', max_length=10)),
                        ('status_since', models.DateField(default=django.utils.timezone.localdate, help_text='Earlier statuses and their dates are kept', verbose_name='in this status since')),
                        ('visibility', models.CharField(choices=[('open', 'Open: anybody verified may join'), ('by_request', 'By request: a lead lets people in'), ('hidden', 'Hidden: only members know of it')], default='by_request', max_length=10)),
                        ('purpose', models.TextField(help_text='Why the group exists, what people may bring to it. Markdown is understood')),
                        ('purpose_html', ccpl_portal.ui.rendered.RenderedField('purpose', blank=True, editable=False)),
                        ('summary', models.CharField(blank=True, editable=False, max_length=220)),
                        ('level', models.ForeignKey(blank=True, help_text='The level at which it works', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='ccpl_portal.level')),
                        ('organisation', models.ForeignKey(blank=True, help_text='Only for a group that belongs to one organisation', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='ccpl_portal.organisation', verbose_name='organisation')),
                        ('reports_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reporting_groups', to='networks.group')),
                        ('executive_sponsor', models.ForeignKey(blank=True, help_text='The executive through whom the group reaches the board', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='groups_sponsored', to='ccpl_portal.person')),
                        ('rhythm', models.CharField(blank=True, help_text='For example: monthly, Thursday', max_length=120, verbose_name='meeting rhythm')),
                        ('mailbox', models.EmailField(blank=True, help_text='An address that stays when people change. It is public', max_length=254, verbose_name='role mailbox')),
                        ('review_on', models.DateField(blank=True, help_text='When the group looks at whether it is still needed. Its leads are reminded', null=True, verbose_name='review date')),
                        ('quorum', models.PositiveSmallIntegerField(blank=True, help_text='How many voting members make a meeting quorate', null=True)),
                        ('oversees_quality', models.BooleanField(default=False, help_text="Its members see each organisation's quality figures and work with signals")),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('tags', models.ManyToManyField(blank=True, help_text='The principles, workstreams, aims, priority areas, programmes and themes that it serves', related_name='%(app_label)s_%(class)s_set', related_query_name='%(app_label)s_%(class)s', to='ccpl_portal.tag')),
                        ('places', models.ManyToManyField(blank=True, help_text='The places it covers. Choose the system itself when it covers all of them', related_name='groups', to='ccpl_portal.place')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('reports_to', None), models.Q(('reports_to', models.F('id')), _negated=True), _connector='OR'), name='group_does_not_report_to_itself', violation_error_message='A group cannot report to itself')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='networks.group')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('slug', models.SlugField(db_index=False, max_length=120, validators=[networks.groups.slugs.not_an_address])),
                        ('name', models.CharField(max_length=160)),
                        ('short_name', models.CharField(blank=True, help_text='For example CEG', max_length=30)),
                        ('kind', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='networks.groupkind')),
                        ('status', models.CharField(choices=[('proposed', 'Proposed'), ('forming', 'Forming'), ('active', 'Active'), ('paused', 'Paused'), ('closed', 'Closed')], default='proposed', max_length=10)),
                        ('status_since', models.DateField(default=django.utils.timezone.localdate, help_text='Earlier statuses and their dates are kept', verbose_name='in this status since')),
                        ('visibility', models.CharField(choices=[('open', 'Open: anybody verified may join'), ('by_request', 'By request: a lead lets people in'), ('hidden', 'Hidden: only members know of it')], default='by_request', max_length=10)),
                        ('purpose', models.TextField(help_text='Why the group exists, what people may bring to it. Markdown is understood')),
                        ('purpose_html', ccpl_portal.ui.rendered.RenderedField('purpose', blank=True, editable=False)),
                        ('summary', models.CharField(blank=True, editable=False, max_length=220)),
                        ('level', models.ForeignKey(blank=True, db_constraint=False, help_text='The level at which it works', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.level')),
                        ('organisation', models.ForeignKey(blank=True, db_constraint=False, help_text='Only for a group that belongs to one organisation', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.organisation', verbose_name='organisation')),
                        ('reports_to', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='networks.group')),
                        ('executive_sponsor', models.ForeignKey(blank=True, db_constraint=False, help_text='The executive through whom the group reaches the board', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.person')),
                        ('rhythm', models.CharField(blank=True, help_text='For example: monthly, Thursday', max_length=120, verbose_name='meeting rhythm')),
                        ('mailbox', models.EmailField(blank=True, help_text='An address that stays when people change. It is public', max_length=254, verbose_name='role mailbox')),
                        ('review_on', models.DateField(blank=True, help_text='When the group looks at whether it is still needed. Its leads are reminded', null=True, verbose_name='review date')),
                        ('quorum', models.PositiveSmallIntegerField(blank=True, help_text='How many voting members make a meeting quorate', null=True)),
                        ('oversees_quality', models.BooleanField(default=False, help_text="Its members see each organisation's quality figures and work with signals")),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Stage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='networks.group')),
                        ('status', models.CharField(choices=[('proposed', 'Proposed'), ('forming', 'Forming'), ('active', 'Active'), ('paused', 'Paused'), ('closed', 'Closed')], max_length=10)),
                        ('from_on', models.DateField(verbose_name='from')),
                    ],
                    options={
                        'ordering': ['group', 'from_on'],
                        'constraints': [models.UniqueConstraint(fields=('group', 'from_on'), name='stage_one_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='networks.group')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='ccpl_portal.person')),
                        ('role', models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('lead', 'Clinical lead'), ('secretary', 'Secretary'), ('member', 'Member'), ('observer', 'Observer'), ('in_attendance', 'In attendance')], default='member', max_length=15)),
                        ('rank', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('votes', models.BooleanField(default=True, verbose_name='has a vote')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='group_memberships', to='ccpl_portal.organisation', verbose_name='represents the organisation')),
                        ('profession', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='group_memberships', to='ccpl_portal.profession', verbose_name='represents the profession')),
                        ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='group_memberships', to='ccpl_portal.place', verbose_name='represents the place')),
                        ('by_rule', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='memberships', to='networks.membershiprule')),
                    ],
                    options={
                        'ordering': ['group', 'rank', 'person__name'],
                        'indexes': [models.Index(fields=['person', 'group'], name='membership_person_group')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('until_on__isnull', True), ('until_on__gt', models.F('from_on')), _connector='OR'), name='membership_dates_in_order', violation_error_message='Enter an end date that is after the start date'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('group', '='), ('person', '='), ('role', '='), (ccpl_portal.organisations.periods.DateRange('from_on', 'until_on'), '&&')], name='membership_once_at_a_time', violation_error_message='This person already has that role in that time')],
                    },
                ),
                migrations.CreateModel(
                    name='MembershipEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='networks.membership')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='networks.group')),
                        ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.person')),
                        ('role', models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('lead', 'Clinical lead'), ('secretary', 'Secretary'), ('member', 'Member'), ('observer', 'Observer'), ('in_attendance', 'In attendance')], default='member', max_length=15)),
                        ('rank', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('votes', models.BooleanField(default=True, verbose_name='has a vote')),
                        ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.organisation', verbose_name='represents the organisation')),
                        ('profession', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.profession', verbose_name='represents the profession')),
                        ('place', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.place', verbose_name='represents the place')),
                        ('by_rule', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='networks.membershiprule')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='MembershipRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='membership_rules', to='networks.group')),
                        ('role', models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('lead', 'Clinical lead'), ('secretary', 'Secretary'), ('member', 'Member'), ('observer', 'Observer'), ('in_attendance', 'In attendance')], default='member', max_length=15, verbose_name='they come as')),
                        ('votes', models.BooleanField(default=False, verbose_name='they have a vote')),
                        ('post_kinds', models.ManyToManyField(blank=True, help_text='Leave empty for every leadership post', related_name='+', to='ccpl_portal.postkind', verbose_name='kinds of post')),
                        ('places', models.ManyToManyField(blank=True, help_text='Posts that work for these places. Leave empty for all', related_name='+', to='ccpl_portal.place')),
                        ('professions', models.ManyToManyField(blank=True, help_text='Only people of these professions. Leave empty for all', related_name='+', to='ccpl_portal.profession')),
                        ('stay_out', models.ManyToManyField(blank=True, help_text='They left by themselves, and the rule does not bring them back', related_name='+', to='ccpl_portal.person', verbose_name='people who stay out')),
                    ],
                    options={
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='networks.group')),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                        ('name', models.CharField(blank=True, max_length=120)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10)),
                        ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('invited_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='invited')),
                        ('expires_at', models.DateTimeField(default=networks.invitations.models.in_28_days, verbose_name='expires')),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                    ],
                    options={
                        'ordering': ['-invited_at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('group', 'email'), name='invitation_one_waiting', violation_error_message='This address is invited already'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='invitation_dated_when_settled')],
                    },
                ),
                migrations.CreateModel(
                    name='JoinRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to='networks.group')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_requests', to='ccpl_portal.person')),
                        ('message', models.TextField(max_length=1000)),
                        ('state', models.CharField(choices=[('waiting', 'Waiting'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10)),
                        ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
                        ('answer', models.TextField(blank=True, max_length=1000)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                    ],
                    options={
                        'ordering': ['asked_at', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('group', 'person'), name='join_request_one_waiting', violation_error_message='This person is already waiting for an answer'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='join_request_dated_when_settled')],
                    },
                ),
                migrations.CreateModel(
                    name='FormerAddress',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(max_length=120, unique=True)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='networks.group')),
                    ],
                    options={
                        'verbose_name_plural': 'former addresses',
                        'ordering': ['slug'],
                    },
                ),
                migrations.CreateModel(
                    name='Gap',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='gaps', to='networks.group')),
                        ('family', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ccpl_portal.professionfamily')),
                        ('sector', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ccpl_portal.sector')),
                        ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ccpl_portal.place')),
                        ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ccpl_portal.organisation')),
                        ('is_wanted', models.BooleanField(default=True, verbose_name='the group looks for them')),
                        ('why_not', models.CharField(blank=True, max_length=200, verbose_name='why it does not look for them')),
                        ('engaging', models.TextField(blank=True, max_length=1000, verbose_name='how can we engage them?')),
                        ('working', models.TextField(blank=True, max_length=1000, verbose_name='how are we going to make this work for them?')),
                        ('call', models.CharField(blank=True, help_text='Shown to everybody on the group’s page', max_length=200, verbose_name='call for members')),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='gaps_owned', to='ccpl_portal.person')),
                        ('review_on', models.DateField(blank=True, null=True, verbose_name='review date')),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('group', 'family', 'sector', 'place', 'organisation'), name='gap_planned_once', nulls_distinct=False, violation_error_message='There is a plan for this gap already'), models.CheckConstraint(condition=models.Q(('family__isnull', False), ('sector__isnull', False), ('place__isnull', False), ('organisation__isnull', False), _connector='OR'), name='gap_is_about_somebody', violation_error_message='Say who is missing'), models.CheckConstraint(condition=models.Q(('is_wanted', True), models.Q(('why_not', ''), _negated=True), _connector='OR'), name='gap_not_wanted_has_a_reason', violation_error_message='Enter why the group does not look for them')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupProposal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=160)),
                        ('need', models.TextField(max_length=3000)),
                        ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ccpl_portal.tag', verbose_name='priority area')),
                        ('who_else', models.TextField(blank=True, max_length=1000)),
                        ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ccpl_portal.person')),
                        ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('submitted_at', models.DateTimeField(auto_now_add=True, verbose_name='submitted')),
                        ('state', models.CharField(choices=[('submitted', 'Submitted'), ('in_discussion', 'In discussion'), ('agreed', 'Agreed'), ('not_taken_forward', 'Not taken forward')], default='submitted', max_length=20)),
                        ('answer', models.TextField(blank=True, max_length=2000)),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_at', models.DateTimeField(null=True, verbose_name='answered')),
                        ('group', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proposal', to='networks.group')),
                    ],
                    options={
                        'ordering': ['-submitted_at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_taken_forward'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='proposal_not_taken_forward_has_a_reason', violation_error_message='Enter why it is not taken forward')],
                    },
                ),
                migrations.CreateModel(
                    name='QuorumCondition',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quorum_conditions', to='networks.group')),
                        ('at_least', models.PositiveSmallIntegerField(default=1, verbose_name='at least')),
                        ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('chair', 'Chair'), ('deputy', 'Deputy chair'), ('lead', 'Clinical lead'), ('secretary', 'Secretary'), ('member', 'Member'), ('observer', 'Observer'), ('in_attendance', 'In attendance')], max_length=15), blank=True, default=list, help_text='Any of these roles counts. Leave all empty when the role does not matter', size=None)),
                        ('words', models.CharField(blank=True, help_text='For example: a nurse or an allied health professional. Made up when left empty', max_length=160, verbose_name='in words')),
                        ('professions', models.ManyToManyField(blank=True, help_text='Any of these professions counts', related_name='+', to='ccpl_portal.profession')),
                        ('families', models.ManyToManyField(blank=True, help_text='Any profession of these families counts', related_name='+', to='ccpl_portal.professionfamily', verbose_name='families of professions')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('at_least__gte', 1)), name='quorum_condition_asks_for_somebody', violation_error_message='Enter 1 or more')],
                    },
                ),
                migrations.CreateModel(
                    name='Resource',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('group', models.ForeignKey(blank=True, help_text='Leave empty for a resource of the whole programme', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='resources', to='networks.group')),
                        ('title', models.CharField(max_length=160)),
                        ('summary', models.CharField(blank=True, help_text='What it is for, in a sentence. Shown in lists', max_length=300)),
                        ('kind', models.CharField(choices=[('guidance', 'Guidance or pathway'), ('template', 'Template or form'), ('slides', 'Slides'), ('recording', 'Recording'), ('report', 'Report or evaluation'), ('tool', 'Tool or data'), ('other', 'Other')], default='guidance', max_length=10)),
                        ('audience', models.CharField(choices=[('public', 'Everybody'), ('verified', 'Signed-in colleagues'), ('members', 'Members of the group')], default='public', max_length=10, verbose_name='who may see it')),
                        ('link', models.URLField(blank=True)),
                        ('file', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='ccpl_portal.file')),
                        ('review_on', models.DateField(blank=True, help_text='When somebody looks at whether it still holds', null=True, verbose_name='review date')),
                        ('added_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated')),
                        ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                        ('opened', models.PositiveIntegerField(default=0, editable=False, verbose_name='times opened')),
                        ('tags', models.ManyToManyField(blank=True, help_text='The principles, workstreams, aims, priority areas, programmes and themes that it serves', related_name='%(app_label)s_%(class)s_set', related_query_name='%(app_label)s_%(class)s', to='ccpl_portal.tag')),
                    ],
                    options={
                        'ordering': ['title'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('link', ''), ('file', None), _connector='OR'), name='resource_is_a_link_or_a_file', violation_error_message='Give a link or a file, not both'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'members'), _negated=True), ('group__isnull', False), _connector='OR'), name='resource_for_members_has_a_group', violation_error_message='Choose the group whose members may see it')],
                    },
                ),
                migrations.CreateModel(
                    name='ResourceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='networks.resource')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('group', models.ForeignKey(blank=True, db_constraint=False, help_text='Leave empty for a resource of the whole programme', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='networks.group')),
                        ('title', models.CharField(max_length=160)),
                        ('summary', models.CharField(blank=True, help_text='What it is for, in a sentence. Shown in lists', max_length=300)),
                        ('kind', models.CharField(choices=[('guidance', 'Guidance or pathway'), ('template', 'Template or form'), ('slides', 'Slides'), ('recording', 'Recording'), ('report', 'Report or evaluation'), ('tool', 'Tool or data'), ('other', 'Other')], default='guidance', max_length=10)),
                        ('audience', models.CharField(choices=[('public', 'Everybody'), ('verified', 'Signed-in colleagues'), ('members', 'Members of the group')], default='public', max_length=10, verbose_name='who may see it')),
                        ('link', models.URLField(blank=True)),
                        ('file', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.file')),
                        ('review_on', models.DateField(blank=True, help_text='When somebody looks at whether it still holds', null=True, verbose_name='review date')),
                        ('added_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated')),
                        ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='TermsOfReference',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='networks.group')),
                        ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='version')),
                        ('text', models.TextField(help_text='Markdown is understood')),
                        ('text_html', ccpl_portal.ui.rendered.RenderedField('text', blank=True, editable=False)),
                        ('changed', models.CharField(blank=True, help_text='In a sentence, for those who know the version before', max_length=300, verbose_name='what changed')),
                        ('adopted_on', models.DateField(verbose_name='adopted on')),
                        ('added_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'terms of reference',
                        'ordering': ['group', '-number'],
                        'constraints': [models.UniqueConstraint(fields=('group', 'number'), name='terms_numbered_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TermsOfReferenceEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='networks.termsofreference')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='networks.group')),
                        ('number', models.PositiveSmallIntegerField(editable=False, verbose_name='version')),
                        ('text', models.TextField(help_text='Markdown is understood')),
                        ('text_html', ccpl_portal.ui.rendered.RenderedField('text', blank=True, editable=False)),
                        ('changed', models.CharField(blank=True, help_text='In a sentence, for those who know the version before', max_length=300, verbose_name='what changed')),
                        ('adopted_on', models.DateField(verbose_name='adopted on')),
                        ('added_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='group',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "networks_groupevent" ("executive_sponsor_id", "id", "is_example", "kind_id", "level_id", "mailbox", "name", "organisation_id", "oversees_quality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "purpose_html", "quorum", "reports_to_id", "review_on", "rhythm", "short_name", "slug", "status", "status_since", "summary", "updated_at", "visibility") VALUES (NEW."executive_sponsor_id", NEW."id", NEW."is_example", NEW."kind_id", NEW."level_id", NEW."mailbox", NEW."name", NEW."organisation_id", NEW."oversees_quality", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."purpose_html", NEW."quorum", NEW."reports_to_id", NEW."review_on", NEW."rhythm", NEW."short_name", NEW."slug", NEW."status", NEW."status_since", NEW."summary", NEW."updated_at", NEW."visibility"); RETURN NULL;', hash='4bb5a86ef1aca6bbc128708d9254801b364dbedb', operation='INSERT', pgid='pgtrigger_insert_insert_d8326', table='networks_group', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='group',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "networks_groupevent" ("executive_sponsor_id", "id", "is_example", "kind_id", "level_id", "mailbox", "name", "organisation_id", "oversees_quality", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "purpose_html", "quorum", "reports_to_id", "review_on", "rhythm", "short_name", "slug", "status", "status_since", "summary", "updated_at", "visibility") VALUES (NEW."executive_sponsor_id", NEW."id", NEW."is_example", NEW."kind_id", NEW."level_id", NEW."mailbox", NEW."name", NEW."organisation_id", NEW."oversees_quality", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."purpose_html", NEW."quorum", NEW."reports_to_id", NEW."review_on", NEW."rhythm", NEW."short_name", NEW."slug", NEW."status", NEW."status_since", NEW."summary", NEW."updated_at", NEW."visibility"); RETURN NULL;', hash='8f7976145331bc54248bf41d70c023b173ba3213', operation='UPDATE', pgid='pgtrigger_update_update_e0b58', table='networks_group', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "networks_membershipevent" ("by_rule_id", "from_on", "group_id", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "profession_id", "rank", "role", "until_on", "votes") VALUES (NEW."by_rule_id", NEW."from_on", NEW."group_id", NEW."id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."profession_id", NEW."rank", NEW."role", NEW."until_on", NEW."votes"); RETURN NULL;', hash='9ca28c8d5de9d55b84ed406d2e956d13696393cc', operation='INSERT', pgid='pgtrigger_insert_insert_3ce41', table='networks_membership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='membership',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "networks_membershipevent" ("by_rule_id", "from_on", "group_id", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "profession_id", "rank", "role", "until_on", "votes") VALUES (NEW."by_rule_id", NEW."from_on", NEW."group_id", NEW."id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."profession_id", NEW."rank", NEW."role", NEW."until_on", NEW."votes"); RETURN NULL;', hash='08942a3ce193484accdae407edb2210968255984', operation='UPDATE', pgid='pgtrigger_update_update_b347c', table='networks_membership', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='resource',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "networks_resourceevent" ("added_at", "added_by_id", "audience", "file_id", "group_id", "id", "is_example", "kind", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_on", "summary", "title", "updated_at", "withdrawn_at") VALUES (NEW."added_at", NEW."added_by_id", NEW."audience", NEW."file_id", NEW."group_id", NEW."id", NEW."is_example", NEW."kind", NEW."link", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."review_on", NEW."summary", NEW."title", NEW."updated_at", NEW."withdrawn_at"); RETURN NULL;', hash='bd56d907e46f2355397e58d00a42bbf23438113e', operation='INSERT', pgid='pgtrigger_insert_insert_3e579', table='networks_resource', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='resource',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."audience" IS DISTINCT FROM (NEW."audience") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."link" IS DISTINCT FROM (NEW."link") OR OLD."review_on" IS DISTINCT FROM (NEW."review_on") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at"))', func='INSERT INTO "networks_resourceevent" ("added_at", "added_by_id", "audience", "file_id", "group_id", "id", "is_example", "kind", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_on", "summary", "title", "updated_at", "withdrawn_at") VALUES (NEW."added_at", NEW."added_by_id", NEW."audience", NEW."file_id", NEW."group_id", NEW."id", NEW."is_example", NEW."kind", NEW."link", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."review_on", NEW."summary", NEW."title", NEW."updated_at", NEW."withdrawn_at"); RETURN NULL;', hash='7a5823cf19cc060f7fecb600b65e1d607b1664eb', operation='UPDATE', pgid='pgtrigger_update_update_dc330', table='networks_resource', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='termsofreference',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "networks_termsofreferenceevent" ("added_by_id", "adopted_on", "changed", "group_id", "id", "is_example", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "text_html") VALUES (NEW."added_by_id", NEW."adopted_on", NEW."changed", NEW."group_id", NEW."id", NEW."is_example", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."text_html"); RETURN NULL;', hash='59d1e40bc9b86e985d271f9c85a72d0d1f0707b0', operation='INSERT', pgid='pgtrigger_insert_insert_ec756', table='networks_termsofreference', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='termsofreference',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "networks_termsofreferenceevent" ("added_by_id", "adopted_on", "changed", "group_id", "id", "is_example", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "text_html") VALUES (NEW."added_by_id", NEW."adopted_on", NEW."changed", NEW."group_id", NEW."id", NEW."is_example", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."text_html"); RETURN NULL;', hash='916f0cf13f6c3b3ebb7549cc8a27af777f2cf21a', operation='UPDATE', pgid='pgtrigger_update_update_fe47a', table='networks_termsofreference', when='AFTER')),
                ),
            ],
        ),
    ]
