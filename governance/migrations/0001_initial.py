import ccpl_portal.files.models
import ccpl_portal.ui.rendered
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models
from ccpl_portal.migrations._tables import Tables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('networks', '0001_initial'),
    ]

    operations = [
        Tables(
            operations=[
                migrations.CreateModel(
                    name='Meeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='networks.group')),
                        ('title', models.CharField(blank=True, help_text="Only when it differs from the group's name, for example “Extraordinary meeting”", max_length=160)),
                        ('starts_at', models.DateTimeField(verbose_name='starts')),
                        ('ends_at', models.DateTimeField(verbose_name='ends')),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('online_link', models.URLField(blank=True)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('held', 'Held'), ('minutes_draft', 'Minutes in draft'), ('minutes_circulated', 'Minutes circulated'), ('minutes_approved', 'Minutes approved'), ('cancelled', 'Cancelled')], default='draft', max_length=20)),
                        ('visibility', models.CharField(choices=[('public', 'Everybody may read the public part'), ('members', 'Only members know of this meeting')], default='public', max_length=10, verbose_name='who may know of it')),
                        ('purpose', models.CharField(blank=True, help_text='One sentence: what this meeting is about', max_length=300)),
                        ('cancelled_because', models.CharField(blank=True, max_length=300, verbose_name='reason for cancelling')),
                        ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                        ('follows', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='governance.meeting', verbose_name='follows the meeting')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'ordering': ['-starts_at', 'pk'],
                        'indexes': [models.Index(fields=['starts_at'], name='meeting_starts_at')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_after_it_starts', violation_error_message='Enter an end that is after the start'), models.UniqueConstraint(fields=('group', 'starts_at'), name='meeting_once_at_a_time', violation_error_message='This group already has a meeting at that time'), models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('follows',), name='meeting_followed_once', violation_error_message='The meeting after this one is there already')],
                    },
                ),
                migrations.CreateModel(
                    name='MeetingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.meeting')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('group', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='networks.group')),
                        ('title', models.CharField(blank=True, help_text="Only when it differs from the group's name, for example “Extraordinary meeting”", max_length=160)),
                        ('starts_at', models.DateTimeField(verbose_name='starts')),
                        ('ends_at', models.DateTimeField(verbose_name='ends')),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('online_link', models.URLField(blank=True)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('held', 'Held'), ('minutes_draft', 'Minutes in draft'), ('minutes_circulated', 'Minutes circulated'), ('minutes_approved', 'Minutes approved'), ('cancelled', 'Cancelled')], default='draft', max_length=20)),
                        ('visibility', models.CharField(choices=[('public', 'Everybody may read the public part'), ('members', 'Only members know of this meeting')], default='public', max_length=10, verbose_name='who may know of it')),
                        ('purpose', models.CharField(blank=True, help_text='One sentence: what this meeting is about', max_length=300)),
                        ('cancelled_because', models.CharField(blank=True, max_length=300, verbose_name='reason for cancelling')),
                        ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                        ('follows', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.meeting', verbose_name='follows the meeting')),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='AgendaItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='governance.meeting')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='governance.agendaitem')),
                        ('position', models.PositiveSmallIntegerField(default=1)),
                        ('title', models.CharField(max_length=200)),
                        ('purpose', models.CharField(blank=True, choices=[('decide', 'Decide'), ('assure', 'Assure'), ('discuss', 'Discuss'), ('note', 'Note')], max_length=10)),
                        ('presenter', models.CharField(blank=True, max_length=120)),
                        ('presenter_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agenda_items', to='ccpl_portal.person', verbose_name='presenter in the directory')),
                        ('minutes_allotted', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('presenter_email', models.EmailField(blank=True, max_length=254, verbose_name='presenter’s e-mail address')),
                        ('visibility', models.CharField(choices=[('public', 'Public'), ('members', 'Members'), ('private', 'Private')], default='public', max_length=10, verbose_name='who may read it')),
                        ('part', models.CharField(blank=True, choices=[('attendance', 'Attendance and apologies'), ('quoracy', 'Quoracy'), ('interests', 'Declarations of interest'), ('minutes', 'Minutes of the last meeting'), ('actions', 'Open actions'), ('business', 'The business of the day'), ('anything', 'Any other business'), ('next', 'Date of the next meeting')], max_length=12, verbose_name='what belongs to it')),
                        ('paper_expected', models.BooleanField(default=False, verbose_name='a paper belongs to it')),
                        ('recurring', models.BooleanField(default=False, verbose_name='comes back at each meeting')),
                        ('keep_on_agenda', models.BooleanField(default=False, verbose_name='stays on the agenda until it is done')),
                        ('not_reached', models.BooleanField(default=False, verbose_name='was not reached in the meeting')),
                        ('came_as', models.CharField(blank=True, choices=[('', 'Typed'), ('standing', 'Standing item'), ('recurring', 'Comes back each time'), ('kept', 'Kept until it is done'), ('not_reached', 'Not reached last time'), ('carried', 'Carried over'), ('requested', 'Asked for')], editable=False, max_length=12)),
                        ('carried_from', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='carried_to', to='governance.agendaitem')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                    options={
                        'ordering': ['meeting', 'position', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='agenda_item_is_not_under_itself', violation_error_message='Choose another item: this one cannot be under itself'), models.CheckConstraint(condition=models.Q(('minutes_allotted', None), ('minutes_allotted__gt', 0), _connector='OR'), name='agenda_minutes_more_than_none', violation_error_message='Enter 1 minute or more')],
                    },
                ),
                migrations.CreateModel(
                    name='Action',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('reference', models.CharField(editable=False, max_length=40, unique=True)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='networks.group')),
                        ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='governance.agendaitem')),
                        ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='action', to='governance.entry')),
                        ('text', models.TextField(max_length=10000)),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='ccpl_portal.person')),
                        ('owner_name', models.CharField(blank=True, help_text='Who took it on, also when not in the directory', max_length=120)),
                        ('due_on', models.DateField(blank=True, null=True, verbose_name='due')),
                        ('state', models.CharField(choices=[('open', 'Open'), ('in_progress', 'In progress'), ('done', 'Done'), ('dropped', 'Dropped')], default='open', max_length=12)),
                        ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                    ],
                    options={
                        'ordering': ['due_on', 'pk'],
                        'indexes': [models.Index(fields=['group', 'state'], name='action_group_state')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='action_has_text')],
                    },
                ),
                migrations.CreateModel(
                    name='ActionChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='governance.action')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('state', models.CharField(choices=[('open', 'Open'), ('in_progress', 'In progress'), ('done', 'Done'), ('dropped', 'Dropped')], max_length=12)),
                        ('due_on', models.DateField(null=True)),
                        ('owner_name', models.CharField(blank=True, max_length=120)),
                        ('comment', models.TextField(blank=True, max_length=2000)),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Attendance',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='governance.meeting')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='attendances', to='ccpl_portal.person')),
                        ('name', models.CharField(max_length=120)),
                        ('organisation_words', models.CharField(blank=True, max_length=160, verbose_name='organisation or role')),
                        ('standing', models.CharField(choices=[('present', 'Present'), ('apologies', 'Apologies'), ('absent', 'Absent'), ('in_attendance', 'In attendance')], default='present', max_length=15)),
                        ('deputy_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deputised', to='ccpl_portal.person')),
                        ('deputy_for_name', models.CharField(blank=True, max_length=120)),
                        ('arrived_at', models.TimeField(blank=True, null=True, verbose_name='arrived late at')),
                        ('left_at', models.TimeField(blank=True, null=True, verbose_name='left early at')),
                        ('first_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='governance.agendaitem', verbose_name='present from item')),
                        ('last_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='governance.agendaitem', verbose_name='present up to and including item')),
                    ],
                    options={
                        'verbose_name_plural': 'attendance',
                        'ordering': ['meeting', 'name', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('meeting', 'person'), name='attendance_once_a_meeting', violation_error_message='This person is on the list already'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='attendance_has_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Withdrawal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawals', to='governance.agendaitem')),
                        ('attendance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawals', to='governance.attendance')),
                        ('reason', models.CharField(help_text='It is printed in the minutes of the item', max_length=300, verbose_name='interest')),
                    ],
                    options={
                        'ordering': ['item', 'attendance__name'],
                        'constraints': [models.UniqueConstraint(fields=('item', 'attendance'), name='withdrawal_once_an_item', violation_error_message='This person has withdrawn from the item already'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='withdrawal_has_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Pack',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='packs', to='governance.meeting')),
                        ('readers', models.CharField(choices=[('public', 'Everybody'), ('managers', 'Programme managers'), ('members', 'Members'), ('keepers', 'Who keeps the papers')], max_length=10)),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('upload', models.FileField(max_length=120, upload_to='')),
                        ('size', models.PositiveIntegerField()),
                        ('pages', models.PositiveIntegerField()),
                        ('built_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'ordering': ['meeting', 'readers'],
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'readers'), name='pack_one_for_readers')],
                    },
                ),
                migrations.CreateModel(
                    name='Customs',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='customs', to='networks.group')),
                        ('papers_due_days', models.PositiveSmallIntegerField(default=7, help_text='Clear working days before the day', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='papers reach the secretary, working days before')),
                        ('publish_days', models.PositiveSmallIntegerField(default=5, help_text='Clear working days', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='agenda and papers are published, working days before')),
                        ('draft_minutes_days', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='draft minutes, working days after')),
                        ('approved_minutes_days', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='approved minutes, working days after approval')),
                        ('letters_wait_minutes', models.PositiveSmallIntegerField(default=10, help_text='In this time letters about a meeting can be taken back', validators=[django.core.validators.MaxValueValidator(1440)], verbose_name='letters wait, minutes')),
                        ('withdrawal_counts_to_quorum', models.BooleanField(default=False, verbose_name='a member who withdraws from an item counts towards its quorum')),
                        ('rhythm', models.CharField(blank=True, choices=[('', 'No rhythm: each date is agreed'), ('weeks', 'Every so many weeks'), ('months', 'On the same weekday of the month')], max_length=6)),
                        ('every', models.PositiveSmallIntegerField(default=1, help_text='1 for each week or month, 2 for every second one', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(52)])),
                        ('weekday', models.SmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], default=3)),
                        ('which', models.SmallIntegerField(choices=[(1, 'First'), (2, 'Second'), (3, 'Third'), (4, 'Fourth'), (-1, 'Last')], default=1, verbose_name='which of the month')),
                        ('starts_at', models.TimeField(default='14:00', verbose_name='begins at')),
                        ('lasts_minutes', models.PositiveSmallIntegerField(default=120, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(1440)], verbose_name='lasts, minutes')),
                    ],
                    options={
                        'verbose_name_plural': 'customs',
                        'constraints': [models.CheckConstraint(condition=models.Q(('every__gte', 1)), name='customs_rhythm_moves_on', violation_error_message='Enter 1 or more')],
                    },
                ),
                migrations.CreateModel(
                    name='StandingItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.ForeignKey(blank=True, help_text='Empty: for every group that has no standing items of its own', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='standing_items', to='networks.group')),
                        ('position', models.PositiveSmallIntegerField(default=1)),
                        ('title', models.CharField(max_length=200)),
                        ('part', models.CharField(blank=True, choices=[('attendance', 'Attendance and apologies'), ('quoracy', 'Quoracy'), ('interests', 'Declarations of interest'), ('minutes', 'Minutes of the last meeting'), ('actions', 'Open actions'), ('business', 'The business of the day'), ('anything', 'Any other business'), ('next', 'Date of the next meeting')], help_text='What the portal itself puts under this line', max_length=12, verbose_name='what belongs to it')),
                        ('purpose', models.CharField(blank=True, choices=[('decide', 'Decide'), ('assure', 'Assure'), ('discuss', 'Discuss'), ('note', 'Note')], max_length=10)),
                        ('presenter', models.CharField(blank=True, max_length=120)),
                        ('minutes_allotted', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('visibility', models.CharField(choices=[('public', 'Public'), ('members', 'Members'), ('private', 'Private')], default='public', max_length=10, verbose_name='who may read it')),
                        ('paper_expected', models.BooleanField(default=False, verbose_name='a paper belongs to it')),
                    ],
                    options={
                        'ordering': ['group', 'position', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Decision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('reference', models.CharField(editable=False, max_length=40, unique=True)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='networks.group')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='governance.agendaitem')),
                        ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='decision', to='governance.entry')),
                        ('text', models.TextField(max_length=10000)),
                        ('outcome', models.CharField(choices=[('agreed', 'Agreed'), ('not_agreed', 'Not agreed'), ('deferred', 'Deferred')], default='agreed', max_length=12)),
                        ('decided_on', models.DateField()),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='ccpl_portal.person')),
                        ('needs_ratification', models.BooleanField(default=False, editable=False, verbose_name='not quorate, for ratification')),
                        ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                    ],
                    options={
                        'ordering': ['-decided_on', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='decision_has_text')],
                    },
                ),
                migrations.CreateModel(
                    name='Deliverable',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('slug', models.SlugField(max_length=120, unique=True)),
                        ('title', models.CharField(max_length=300)),
                        ('plan', models.CharField(help_text='The plan that promises it: 2023/24 plan', max_length=40)),
                        ('workstream', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliverables', to='ccpl_portal.workstream')),
                        ('due_on', models.DateField(verbose_name='due by')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='deliverables', to='ccpl_portal.person')),
                        ('outcome', models.CharField(choices=[('not_recorded', 'Not recorded'), ('delivered', 'Delivered'), ('partly', 'Delivered in part'), ('not_delivered', 'Not delivered')], default='not_recorded', max_length=15)),
                        ('evidence', models.TextField(blank=True, help_text='What shows it, in a sentence or two. It is public')),
                        ('evidence_link', models.URLField(blank=True)),
                        ('recorded_on', models.DateField(blank=True, editable=False, null=True)),
                        ('recorded_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('tags', models.ManyToManyField(blank=True, help_text='The principles, workstreams, aims, priority areas, programmes and themes that it serves', related_name='%(app_label)s_%(class)s_set', related_query_name='%(app_label)s_%(class)s', to='ccpl_portal.tag')),
                    ],
                    options={
                        'ordering': ['due_on', 'position', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'not_recorded'), ('recorded_on', None)), models.Q(models.Q(('outcome', 'not_recorded'), _negated=True), ('recorded_on__isnull', False), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='deliverable_outcome_has_evidence', violation_error_message='Say what shows the outcome, and when it was recorded')],
                    },
                ),
                migrations.CreateModel(
                    name='DeliverableEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.deliverable')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('slug', models.SlugField(db_index=False, max_length=120)),
                        ('title', models.CharField(max_length=300)),
                        ('plan', models.CharField(help_text='The plan that promises it: 2023/24 plan', max_length=40)),
                        ('workstream', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.workstream')),
                        ('due_on', models.DateField(verbose_name='due by')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.person')),
                        ('outcome', models.CharField(choices=[('not_recorded', 'Not recorded'), ('delivered', 'Delivered'), ('partly', 'Delivered in part'), ('not_delivered', 'Not delivered')], default='not_recorded', max_length=15)),
                        ('evidence', models.TextField(blank=True, help_text='What shows it, in a sentence or two. It is public')),
                        ('evidence_link', models.URLField(blank=True)),
                        ('recorded_on', models.DateField(blank=True, editable=False, null=True)),
                        ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Entry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='governance.agendaitem')),
                        ('kind', models.CharField(choices=[('note', 'Note'), ('decision', 'Decision'), ('action', 'Action')], max_length=10)),
                        ('text', models.TextField(max_length=10000)),
                        ('owner_name', models.CharField(blank=True, editable=False, max_length=120)),
                        ('due_on', models.DateField(editable=False, null=True)),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('updated_at', models.DateTimeField(auto_now=True)),
                        ('updated_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'entries',
                        'ordering': ['item', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='entry_has_text')],
                    },
                ),
                migrations.CreateModel(
                    name='Minutes',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='minutes', to='governance.meeting')),
                        ('circulated_at', models.DateTimeField(editable=False, null=True)),
                        ('approved_at', models.DateTimeField(editable=False, null=True)),
                        ('approved_at_meeting', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approves', to='governance.meeting')),
                        ('with_corrections', models.BooleanField(default=False, editable=False)),
                        ('quoracy', models.JSONField(editable=False, null=True)),
                    ],
                    options={
                        'verbose_name_plural': 'minutes',
                        'constraints': [models.CheckConstraint(condition=models.Q(('approved_at', None), ('approved_at_meeting__isnull', False), _connector='OR'), name='minutes_approved_at_a_meeting'), models.CheckConstraint(condition=models.Q(('approved_at_meeting', None), models.Q(('approved_at_meeting', models.F('meeting')), _negated=True), _connector='OR'), name='minutes_approved_at_a_later_meeting')],
                    },
                ),
                migrations.CreateModel(
                    name='Correction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='governance.meeting')),
                        ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='governance.agendaitem')),
                        ('text', models.TextField(max_length=2000)),
                        ('made_on', models.DateField()),
                        ('at_approval', models.BooleanField(default=False)),
                        ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['made_on', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='correction_has_text')],
                    },
                ),
                migrations.CreateModel(
                    name='KeyMessages',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='key_messages', to='governance.meeting')),
                        ('text', models.TextField(max_length=1500)),
                        ('sent_at', models.DateTimeField(editable=False)),
                        ('sent_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name_plural': 'key messages',
                    },
                ),
                migrations.CreateModel(
                    name='Paper',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('public_id', models.CharField(default=ccpl_portal.files.models.new_public_id, editable=False, max_length=32, unique=True)),
                        ('group', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='networks.group')),
                        ('title', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('file', 'A file'), ('text', 'Text written here')], default='file', editable=False, max_length=4)),
                        ('text', models.TextField(blank=True, help_text='Headings, lists and tables in Markdown', max_length=50000)),
                        ('text_html', ccpl_portal.ui.rendered.RenderedField('text', blank=True, editable=False)),
                        ('author', models.CharField(blank=True, max_length=160)),
                        ('purpose', models.CharField(blank=True, choices=[('decide', 'Decide'), ('assure', 'Assure'), ('discuss', 'Discuss'), ('note', 'Note')], max_length=10)),
                        ('recommendation', models.TextField(blank=True, help_text='What the group is asked to do', max_length=2000)),
                        ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                        ('unplaced_at', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='unplaced_papers', to='governance.meeting')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('principles', models.ManyToManyField(blank=True, related_name='papers', to='ccpl_portal.principle', verbose_name='principles it serves')),
                    ],
                    options={
                        'ordering': ['-created_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='PaperEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.paper')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('public_id', models.CharField(default=ccpl_portal.files.models.new_public_id, editable=False, max_length=32)),
                        ('group', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='networks.group')),
                        ('title', models.CharField(max_length=200)),
                        ('kind', models.CharField(choices=[('file', 'A file'), ('text', 'Text written here')], default='file', editable=False, max_length=4)),
                        ('text', models.TextField(blank=True, help_text='Headings, lists and tables in Markdown', max_length=50000)),
                        ('text_html', ccpl_portal.ui.rendered.RenderedField('text', blank=True, editable=False)),
                        ('author', models.CharField(blank=True, max_length=160)),
                        ('purpose', models.CharField(blank=True, choices=[('decide', 'Decide'), ('assure', 'Assure'), ('discuss', 'Discuss'), ('note', 'Note')], max_length=10)),
                        ('recommendation', models.TextField(blank=True, help_text='What the group is asked to do', max_length=2000)),
                        ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                        ('unplaced_at', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.meeting')),
                        ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Submission',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='governance.paper')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='governance.agendaitem')),
                        ('visibility', models.CharField(choices=[('public', 'Public'), ('members', 'Members'), ('private', 'Private')], default='public', max_length=10, verbose_name='who may read it')),
                        ('letter', models.CharField(blank=True, editable=False, max_length=3, verbose_name='enclosure')),
                        ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                        ('is_held', models.BooleanField(default=False, editable=False)),
                        ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('added_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['item', 'order', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('paper', 'item'), name='paper_once_on_an_item')],
                    },
                ),
                migrations.CreateModel(
                    name='PaperRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paper_requests', to='governance.agendaitem')),
                        ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='paper_requests', to='ccpl_portal.person')),
                        ('address', models.EmailField(max_length=254)),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('times_asked', models.PositiveSmallIntegerField(default=0)),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answers_to', to='governance.paper')),
                    ],
                    options={
                        'ordering': ['item', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('item', 'address'), name='paper_asked_once_of_one')],
                    },
                ),
                migrations.CreateModel(
                    name='ItemRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='item_requests', to='networks.group')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='item_requests', to=settings.AUTH_USER_MODEL)),
                        ('title', models.CharField(max_length=200)),
                        ('why', models.TextField(max_length=2000)),
                        ('purpose', models.CharField(choices=[('decide', 'Decide'), ('assure', 'Assure'), ('discuss', 'Discuss'), ('note', 'Note')], default='discuss', max_length=10)),
                        ('minutes', models.PositiveSmallIntegerField(blank=True, null=True)),
                        ('state', models.CharField(choices=[('submitted', 'Waiting for an answer'), ('scheduled', 'On an agenda'), ('decided', 'Decided'), ('declined', 'Not taken up')], default='submitted', editable=False, max_length=10)),
                        ('answer', models.TextField(blank=True, editable=False, max_length=2000)),
                        ('item', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='asked_for_in', to='governance.agendaitem')),
                        ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        ('answered_at', models.DateTimeField(editable=False, null=True)),
                    ],
                    options={
                        'ordering': ['-asked_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='item_request_declined_with_a_reason', violation_error_message='Say why the matter is not taken up')],
                    },
                ),
                migrations.CreateModel(
                    name='CarriedAction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='carried_actions', to='governance.agendaitem')),
                        ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='governance.action')),
                    ],
                    options={
                        'ordering': ['action__due_on', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('item', 'action'), name='action_carried_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Reply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='governance.meeting')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meeting_replies', to='ccpl_portal.person')),
                        ('answer', models.CharField(choices=[('attending', 'Attending'), ('apologies', 'Apologies'), ('deputy', 'Sending a deputy')], max_length=10)),
                        ('deputy_name', models.CharField(blank=True, max_length=120)),
                        ('answered_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'verbose_name_plural': 'replies',
                        'ordering': ['meeting', 'person__name'],
                        'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='reply_once_a_person'), models.CheckConstraint(condition=models.Q(('answer', 'deputy'), ('deputy_name', ''), _connector='XOR'), name='reply_names_the_deputy', violation_error_message='Enter the name of your deputy')],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='governance.meeting')),
                        ('kind', models.CharField(choices=[('published', 'Agenda published'), ('changed', 'Changes'), ('cancelled', 'Meeting cancelled')], max_length=10)),
                        ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('leaves_at', models.DateTimeField()),
                        ('letters', models.PositiveSmallIntegerField(default=0)),
                        ('recalled_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'ordering': ['-written_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Change',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='governance.meeting')),
                        ('words', models.CharField(max_length=300)),
                        ('visibility', models.CharField(choices=[('public', 'Public'), ('members', 'Members'), ('private', 'Private')], default='public', max_length=10)),
                        ('happened_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='changes', to='governance.notice')),
                    ],
                    options={
                        'ordering': ['happened_at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Series',
                    fields=[
                        ('prefix', models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ('last', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name_plural': 'series',
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='meeting',
                    trigger=pgtrigger.compiler.Trigger(name='approved_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'minutes_approved\' AND NOT (NEW."state" = \'minutes_approved\'))', func="\n        RAISE EXCEPTION 'approved minutes stay approved' USING ERRCODE = 'check_violation';\n    ", hash='2e5914036d91a4cfd6efe1c327a066bcfe818662', operation='UPDATE OF "state"', pgid='pgtrigger_approved_is_final_c75a1', table='governance_meeting', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='meeting',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_meetingevent" ("cancelled_because", "ends_at", "follows_id", "group_id", "id", "is_example", "online_link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at", "purpose", "revision", "starts_at", "state", "title", "updated_at", "visibility") VALUES (NEW."cancelled_because", NEW."ends_at", NEW."follows_id", NEW."group_id", NEW."id", NEW."is_example", NEW."online_link", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."published_at", NEW."purpose", NEW."revision", NEW."starts_at", NEW."state", NEW."title", NEW."updated_at", NEW."visibility"); RETURN NULL;', hash='b83f74acd9752bd70c492b98985f2142fc2f1639', operation='INSERT', pgid='pgtrigger_insert_insert_15f15', table='governance_meeting', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='meeting',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_meetingevent" ("cancelled_because", "ends_at", "follows_id", "group_id", "id", "is_example", "online_link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at", "purpose", "revision", "starts_at", "state", "title", "updated_at", "visibility") VALUES (NEW."cancelled_because", NEW."ends_at", NEW."follows_id", NEW."group_id", NEW."id", NEW."is_example", NEW."online_link", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."published_at", NEW."purpose", NEW."revision", NEW."starts_at", NEW."state", NEW."title", NEW."updated_at", NEW."visibility"); RETURN NULL;', hash='2ce0c46c94da9fdf966c9a37536e195f1b367bcb', operation='UPDATE', pgid='pgtrigger_update_update_5da00', table='governance_meeting', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='agendaitem',
                    trigger=pgtrigger.compiler.Trigger(name='child_never_more_public', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE above governance_agendaitem%ROWTYPE;', func="\n        IF NEW.parent_id IS NOT NULL THEN\n            SELECT * INTO above FROM governance_agendaitem WHERE id = NEW.parent_id FOR SHARE;\n            IF above.parent_id IS NOT NULL OR above.meeting_id <> NEW.meeting_id THEN\n                RAISE EXCEPTION 'an agenda is two deep and its items are of one meeting'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            IF array_position(ARRAY['public', 'members', 'private'], NEW.visibility::text)\n                    < array_position(ARRAY['public', 'members', 'private'], above.visibility::text) THEN\n                RAISE EXCEPTION 'an agenda item is never more public than the one above it'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        IF EXISTS (\n            SELECT 1 FROM governance_agendaitem below WHERE below.parent_id = NEW.id\n            AND (NEW.parent_id IS NOT NULL OR below.meeting_id <> NEW.meeting_id\n                OR array_position(ARRAY['public', 'members', 'private'], below.visibility::text)\n                    < array_position(ARRAY['public', 'members', 'private'], NEW.visibility::text))\n        ) THEN\n            RAISE EXCEPTION 'an agenda item is never more public than the one above it'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='7883898ac14598856c73b3b0929206e0eb5b0162', operation='INSERT OR UPDATE OF "parent_id", "visibility", "meeting_id"', pgid='pgtrigger_child_never_more_public_919d1', table='governance_agendaitem', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='agendaitem',
                    trigger=pgtrigger.compiler.Trigger(name='agenda_item_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE this RECORD; meeting_state TEXT;', func="\n            IF TG_OP = 'DELETE' THEN this := OLD; ELSE this := NEW; END IF;\n            SELECT state INTO meeting_state FROM governance_meeting\n                WHERE id = (this.meeting_id) FOR SHARE;\n            IF meeting_state = 'minutes_approved' THEN\n                RAISE EXCEPTION 'approved minutes are never edited, only corrected'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN this;\n        ", hash='25bd1eb02c4ab997c8d1077cadff9100a24c40f4', operation='INSERT OR DELETE OR UPDATE OF "meeting_id", "parent_id", "position", "title", "visibility"', pgid='pgtrigger_agenda_item_frozen_54011', table='governance_agendaitem', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='attendance',
                    trigger=pgtrigger.compiler.Trigger(name='attendance_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE this RECORD; meeting_state TEXT;', func="\n            IF TG_OP = 'DELETE' THEN this := OLD; ELSE this := NEW; END IF;\n            SELECT state INTO meeting_state FROM governance_meeting\n                WHERE id = (this.meeting_id) FOR SHARE;\n            IF meeting_state = 'minutes_approved' THEN\n                RAISE EXCEPTION 'approved minutes are never edited, only corrected'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN this;\n        ", hash='985f76c5aba306c408ab565756274351647a4592', operation='INSERT OR DELETE OR UPDATE OF "meeting_id", "name", "organisation_words", "standing", "deputy_for_name", "arrived_at", "left_at", "first_item_id", "last_item_id"', pgid='pgtrigger_attendance_frozen_99cfb', table='governance_attendance', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='withdrawal',
                    trigger=pgtrigger.compiler.Trigger(name='withdrawal_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE this RECORD; meeting_state TEXT;', func="\n            IF TG_OP = 'DELETE' THEN this := OLD; ELSE this := NEW; END IF;\n            SELECT state INTO meeting_state FROM governance_meeting\n                WHERE id = (SELECT meeting_id FROM governance_agendaitem WHERE id = this.item_id) FOR SHARE;\n            IF meeting_state = 'minutes_approved' THEN\n                RAISE EXCEPTION 'approved minutes are never edited, only corrected'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN this;\n        ", hash='ba86fa0762e3f5f2f9966c125332f1741a7c3729', operation='INSERT OR DELETE OR UPDATE OF "item_id", "attendance_id", "reason"', pgid='pgtrigger_withdrawal_frozen_67ec3', table='governance_withdrawal', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='decision',
                    trigger=pgtrigger.compiler.Trigger(name='decision_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE this RECORD; meeting_state TEXT;', func="\n            IF TG_OP = 'DELETE' THEN this := OLD; ELSE this := NEW; END IF;\n            SELECT state INTO meeting_state FROM governance_meeting\n                WHERE id = (SELECT meeting_id FROM governance_agendaitem WHERE id = this.item_id) FOR SHARE;\n            IF meeting_state = 'minutes_approved' THEN\n                RAISE EXCEPTION 'approved minutes are never edited, only corrected'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN this;\n        ", hash='c6769c86876bbd31b4d045e7c79faf4ad7437e5e', operation='INSERT OR DELETE OR UPDATE OF "reference", "group_id", "item_id", "text", "outcome", "decided_on", "needs_ratification"', pgid='pgtrigger_decision_frozen_19f50', table='governance_decision', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deliverable',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_deliverableevent" ("due_on", "evidence", "evidence_link", "id", "is_example", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "position", "recorded_by_id", "recorded_on", "slug", "title", "workstream_id") VALUES (NEW."due_on", NEW."evidence", NEW."evidence_link", NEW."id", NEW."is_example", NEW."outcome", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan", NEW."position", NEW."recorded_by_id", NEW."recorded_on", NEW."slug", NEW."title", NEW."workstream_id"); RETURN NULL;', hash='dd4b1770ca795d320fa8fc53fb948c97ba442589', operation='INSERT', pgid='pgtrigger_insert_insert_4817e', table='governance_deliverable', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='deliverable',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_deliverableevent" ("due_on", "evidence", "evidence_link", "id", "is_example", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "position", "recorded_by_id", "recorded_on", "slug", "title", "workstream_id") VALUES (NEW."due_on", NEW."evidence", NEW."evidence_link", NEW."id", NEW."is_example", NEW."outcome", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan", NEW."position", NEW."recorded_by_id", NEW."recorded_on", NEW."slug", NEW."title", NEW."workstream_id"); RETURN NULL;', hash='1bc2c7002874734f9b53ad7ea4e47092d060794a', operation='UPDATE', pgid='pgtrigger_update_update_c67d6', table='governance_deliverable', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='entry',
                    trigger=pgtrigger.compiler.Trigger(name='entry_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE this RECORD; meeting_state TEXT;', func="\n            IF TG_OP = 'DELETE' THEN this := OLD; ELSE this := NEW; END IF;\n            SELECT state INTO meeting_state FROM governance_meeting\n                WHERE id = (SELECT meeting_id FROM governance_agendaitem WHERE id = this.item_id) FOR SHARE;\n            IF meeting_state = 'minutes_approved' THEN\n                RAISE EXCEPTION 'approved minutes are never edited, only corrected'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN this;\n        ", hash='7e283a5396fe41669f2a9a4338a6ecd8695619b6', operation='INSERT OR DELETE OR UPDATE OF "item_id", "kind", "text", "owner_name", "due_on", "version"', pgid='pgtrigger_entry_frozen_9d5fc', table='governance_entry', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='minutes',
                    trigger=pgtrigger.compiler.Trigger(name='minutes_frozen', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE this RECORD; meeting_state TEXT;', func="\n            IF TG_OP = 'DELETE' THEN this := OLD; ELSE this := NEW; END IF;\n            SELECT state INTO meeting_state FROM governance_meeting\n                WHERE id = (this.meeting_id) FOR SHARE;\n            IF meeting_state = 'minutes_approved' THEN\n                RAISE EXCEPTION 'approved minutes are never edited, only corrected'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN this;\n        ", hash='89ae32a4ceedf1eb61ce6cc4b4a1ecf6a231b7db', operation='INSERT OR DELETE OR UPDATE OF "meeting_id", "circulated_at", "approved_at", "approved_at_meeting_id", "with_corrections", "quoracy"', pgid='pgtrigger_minutes_frozen_51b15', table='governance_minutes', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='correction',
                    trigger=pgtrigger.compiler.Trigger(name='correction_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            RAISE EXCEPTION 'this row stays as it was written'\n                USING ERRCODE = 'check_violation';\n        ", hash='585a44155ebcfb59cfc880bf21eda16f4e745831', operation='DELETE OR UPDATE OF "meeting_id", "item_id", "text", "made_on"', pgid='pgtrigger_correction_stays_3f1a3', table='governance_correction', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paper',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_paperevent" ("author", "created_at", "group_id", "id", "is_example", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "purpose", "recommendation", "text", "text_html", "title", "unplaced_at_id", "withdrawn_at") VALUES (NEW."author", NEW."created_at", NEW."group_id", NEW."id", NEW."is_example", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."purpose", NEW."recommendation", NEW."text", NEW."text_html", NEW."title", NEW."unplaced_at_id", NEW."withdrawn_at"); RETURN NULL;', hash='6a3e7e614dc70fbef43c3a01a5b4e9630f9e7e8a', operation='INSERT', pgid='pgtrigger_insert_insert_28d6d', table='governance_paper', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='paper',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_paperevent" ("author", "created_at", "group_id", "id", "is_example", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "purpose", "recommendation", "text", "text_html", "title", "unplaced_at_id", "withdrawn_at") VALUES (NEW."author", NEW."created_at", NEW."group_id", NEW."id", NEW."is_example", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."purpose", NEW."recommendation", NEW."text", NEW."text_html", NEW."title", NEW."unplaced_at_id", NEW."withdrawn_at"); RETURN NULL;', hash='9cc5bfeda03c9a902bade329d8b46a3178a0f4a2', operation='UPDATE', pgid='pgtrigger_update_update_808e5', table='governance_paper', when='AFTER')),
                ),
            ],
        ),
        # Made with its table it would not be deferrable: Django leaves that out where nulls are alike.
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('meeting', 'parent', 'position'), name='agenda_position_once', nulls_distinct=False),
        ),
    ]
