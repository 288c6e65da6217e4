import ccpl_portal.files.models
import ccpl_portal.organisations.periods
import django.contrib.postgres.constraints
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models
from ccpl_portal.migrations._tables import Tables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('governance', '0001_initial'),
    ]

    operations = [
        Tables(
            operations=[
                migrations.CreateModel(
                    name='System',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$', 'Enter a code of letters, digits, dots and hyphens, 40 characters at most')])),
                        ('name', models.CharField(max_length=200)),
                        ('place', models.OneToOneField(blank=True, help_text="The root of the place tree, for the portal's own system only", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quality_system', to='ccpl_portal.place')),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Area',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('system', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='quality.system')),
                        ('code', models.CharField(max_length=80, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$', 'Enter a code of letters, digits, dots and hyphens, 40 characters at most')])),
                        ('name', models.CharField(max_length=200)),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('place', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quality_area', to='ccpl_portal.place')),
                    ],
                    options={
                        'ordering': ['position', 'name'],
                        'constraints': [models.UniqueConstraint(fields=('system', 'code'), name='area_code_once_in_system')],
                    },
                ),
                migrations.CreateModel(
                    name='Body',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('system', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='quality.system')),
                        ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$', 'Enter a code of letters, digits, dots and hyphens, 40 characters at most')])),
                        ('name', models.CharField(max_length=200)),
                        ('organisation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quality_body', to='ccpl_portal.organisation')),
                    ],
                    options={
                        'verbose_name_plural': 'bodies',
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('system', 'code'), name='body_code_once_in_system')],
                    },
                ),
                migrations.CreateModel(
                    name='BodyMembership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='quality.body')),
                        ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='quality.area')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('until_on__isnull', True), ('until_on__gt', models.F('from_on')), _connector='OR'), name='bodymembership_dates_in_order', violation_error_message='Enter an end date that is after the start date'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('body', '='), (ccpl_portal.organisations.periods.DateRange('from_on', 'until_on'), '&&')], name='bodymembership_one_area_at_a_time', violation_error_message='This body already belongs to an area in that time')],
                    },
                ),
                migrations.CreateModel(
                    name='Seat',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='seats', to='quality.body')),
                        ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='seats', to='quality.area')),
                        ('from_on', models.DateField(null=True)),
                        ('until_on', models.DateField(null=True)),
                    ],
                    options={
                        'db_table': 'quality_seat',
                        'managed': False,
                    },
                ),
                migrations.CreateModel(
                    name='QualityGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='quality_group', to='networks.group')),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='quality_groups', to='quality.body', verbose_name='organisation')),
                        ('area', models.ForeignKey(blank=True, help_text='Leave organisation and place empty for the group of the system', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='quality_groups', to='quality.area', verbose_name='place')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('body', None), ('area', None), _connector='OR'), name='qualitygroup_of_a_body_or_an_area', violation_error_message='Choose an organisation or a place, not both')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('system', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='quality.system')),
                        ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='quality.body')),
                        ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='quality.area')),
                        ('scope', models.CharField(max_length=100)),
                        ('period', models.DateField(verbose_name='month')),
                        ('version', models.PositiveSmallIntegerField(default=1)),
                        ('alert', models.TextField(blank=True, verbose_name='what worries us')),
                        ('advise', models.TextField(blank=True, verbose_name='what to know')),
                        ('assure', models.TextField(blank=True, verbose_name='what is going well')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'ordering': ['-period', 'scope', '-version'],
                        'constraints': [models.UniqueConstraint(fields=('scope', 'period', 'version'), name='report_version_once'), models.CheckConstraint(condition=models.Q(('body', None), ('area', None), _connector='OR'), name='report_of_a_body_or_an_area'), models.CheckConstraint(condition=models.Q(('period__day', 1)), name='report_of_a_month'), models.CheckConstraint(condition=models.Q(('advise', ''), ('alert', ''), ('assure', ''), _negated=True), name='report_says_something')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportPlacement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='quality.report')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='networks.group')),
                        ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='report_placements', to='governance.agendaitem')),
                        ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='report_placements', to='governance.itemrequest')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='governance.paper')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('report', 'group'), name='report_once_before_a_group'), models.CheckConstraint(condition=models.Q(('item', None), ('request', None), _connector='XOR'), name='report_on_item_or_asked_for')],
                    },
                ),
                migrations.CreateModel(
                    name='MeasureSet',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('system', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sets', to='quality.system')),
                        ('slug', models.SlugField(max_length=80)),
                        ('name', models.CharField(max_length=200)),
                        ('audience', models.CharField(choices=[('own', 'The organisation itself and quality roles'), ('signed_in', 'Everybody signed in and verified'), ('public', 'Everybody')], default='signed_in', max_length=10)),
                        ('is_public_by_nature', models.BooleanField(default=False, help_text='Small numbers are then not hidden, because they are published already', verbose_name='published national statistics')),
                        ('source', models.CharField(blank=True, help_text='Where the figures come from, and their licence', max_length=300)),
                        ('due_after_days', models.PositiveSmallIntegerField(default=20, help_text='Days after the end of the month by which to return it', verbose_name='due')),
                        ('asks_for_words', models.BooleanField(default=False, help_text='Organisations that return it also say what worries them, what others should know and what is going well', verbose_name='with a report in words')),
                        ('needs_sign_off', models.BooleanField(default=False, help_text="Figures are then provisional until the organisation's executive signs them off", verbose_name='an executive signs it off')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('system', 'slug'), name='measureset_slug_once_in_system', violation_error_message='There is another set with this address: change the slug'), models.CheckConstraint(condition=models.Q(('is_public_by_nature', False), ('audience', 'public'), _connector='OR'), name='measureset_published_means_public', violation_error_message='Published statistics are for everybody: choose that audience')],
                    },
                ),
                migrations.CreateModel(
                    name='MeasureSetEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quality.measureset')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('system', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.system')),
                        ('slug', models.SlugField(db_index=False, max_length=80)),
                        ('name', models.CharField(max_length=200)),
                        ('audience', models.CharField(choices=[('own', 'The organisation itself and quality roles'), ('signed_in', 'Everybody signed in and verified'), ('public', 'Everybody')], default='signed_in', max_length=10)),
                        ('is_public_by_nature', models.BooleanField(default=False, help_text='Small numbers are then not hidden, because they are published already', verbose_name='published national statistics')),
                        ('source', models.CharField(blank=True, help_text='Where the figures come from, and their licence', max_length=300)),
                        ('due_after_days', models.PositiveSmallIntegerField(default=20, help_text='Days after the end of the month by which to return it', verbose_name='due')),
                        ('asks_for_words', models.BooleanField(default=False, help_text='Organisations that return it also say what worries them, what others should know and what is going well', verbose_name='with a report in words')),
                        ('needs_sign_off', models.BooleanField(default=False, help_text="Figures are then provisional until the organisation's executive signs them off", verbose_name='an executive signs it off')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Measure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('system', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='quality.system')),
                        ('set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='quality.measureset')),
                        ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$', 'Enter a code of letters, digits, dots and hyphens, 40 characters at most')])),
                        ('name', models.CharField(max_length=200)),
                        ('why', models.TextField(blank=True, verbose_name='why it matters')),
                        ('kind', models.CharField(choices=[('proportion', 'Proportion: some of all'), ('rate', 'Rate: so many for each thousand'), ('count', 'Count')], max_length=10)),
                        ('multiplier', models.DecimalField(decimal_places=3, default=1, help_text='1,000 for a rate for each thousand; 1 for a proportion or a count', max_digits=12)),
                        ('numerator_words', models.CharField(blank=True, max_length=200, verbose_name='numerator')),
                        ('denominator_words', models.CharField(blank=True, max_length=200, verbose_name='denominator')),
                        ('direction', models.CharField(choices=[('increase', 'Higher is better'), ('decrease', 'Lower is better'), ('neutral', 'Neither is better')], max_length=10)),
                        ('domain', models.CharField(blank=True, choices=[('safety', 'Safety'), ('effectiveness', 'Effectiveness'), ('experience', 'Experience'), ('access', 'Access')], max_length=15)),
                        ('screens_outliers', models.BooleanField(default=True, help_text='As NHSRplotthedots does. The Excel tool of Making Data Count does not', verbose_name='leave outlying moving ranges out of the limits')),
                        ('run_length', models.PositiveSmallIntegerField(choices=[(7, '7, as NHS Making Data Count'), (6, '6')], default=7, verbose_name='points that make a run or a trend')),
                        ('lower_bound', models.DecimalField(blank=True, decimal_places=6, help_text='Limits are drawn no lower than this. Verdicts stay as they are', max_digits=18, null=True, verbose_name='lowest possible value')),
                        ('upper_bound', models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True, verbose_name='highest possible value')),
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='owned_measures', to='ccpl_portal.person')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('tags', models.ManyToManyField(blank=True, help_text='The principles, workstreams, aims, priority areas, programmes and themes that it serves', related_name='%(app_label)s_%(class)s_set', related_query_name='%(app_label)s_%(class)s', to='ccpl_portal.tag')),
                    ],
                    options={
                        'ordering': ['position', 'name'],
                        'constraints': [models.UniqueConstraint(fields=('system', 'code'), name='measure_code_once_in_system', violation_error_message='There is another measure with this code'), models.CheckConstraint(condition=models.Q(('multiplier__gt', 0)), name='measure_multiplier_above_zero'), models.CheckConstraint(condition=models.Q(('run_length__in', [6, 7])), name='measure_run_of_six_or_seven'), models.CheckConstraint(condition=models.Q(('lower_bound', None), ('upper_bound', None), ('lower_bound__lt', models.F('upper_bound')), _connector='OR'), name='measure_bounds_in_order', violation_error_message='The highest possible value must be above the lowest')],
                    },
                ),
                migrations.CreateModel(
                    name='MeasureEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quality.measure')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('system', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.system')),
                        ('set', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.measureset')),
                        ('code', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$', 'Enter a code of letters, digits, dots and hyphens, 40 characters at most')])),
                        ('name', models.CharField(max_length=200)),
                        ('why', models.TextField(blank=True, verbose_name='why it matters')),
                        ('kind', models.CharField(choices=[('proportion', 'Proportion: some of all'), ('rate', 'Rate: so many for each thousand'), ('count', 'Count')], max_length=10)),
                        ('multiplier', models.DecimalField(decimal_places=3, default=1, help_text='1,000 for a rate for each thousand; 1 for a proportion or a count', max_digits=12)),
                        ('numerator_words', models.CharField(blank=True, max_length=200, verbose_name='numerator')),
                        ('denominator_words', models.CharField(blank=True, max_length=200, verbose_name='denominator')),
                        ('direction', models.CharField(choices=[('increase', 'Higher is better'), ('decrease', 'Lower is better'), ('neutral', 'Neither is better')], max_length=10)),
                        ('domain', models.CharField(blank=True, choices=[('safety', 'Safety'), ('effectiveness', 'Effectiveness'), ('experience', 'Experience'), ('access', 'Access')], max_length=15)),
                        ('screens_outliers', models.BooleanField(default=True, help_text='As NHSRplotthedots does. The Excel tool of Making Data Count does not', verbose_name='leave outlying moving ranges out of the limits')),
                        ('run_length', models.PositiveSmallIntegerField(choices=[(7, '7, as NHS Making Data Count'), (6, '6')], default=7, verbose_name='points that make a run or a trend')),
                        ('lower_bound', models.DecimalField(blank=True, decimal_places=6, help_text='Limits are drawn no lower than this. Verdicts stay as they are', max_digits=18, null=True, verbose_name='lowest possible value')),
                        ('upper_bound', models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True, verbose_name='highest possible value')),
                        ('owner', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.person')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Target',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='quality.measure')),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when it has always been the target', null=True, verbose_name='from')),
                        ('value', models.DecimalField(decimal_places=6, help_text="In the measure's own unit: 0.95 for 95 per cent of a proportion", max_digits=18)),
                    ],
                    options={
                        'ordering': [models.OrderBy(models.F('from_on'), nulls_first=True)],
                        'constraints': [models.UniqueConstraint(fields=('measure', 'from_on'), name='target_one_a_day', nulls_distinct=False, violation_error_message='There is a target from this day already')],
                    },
                ),
                migrations.CreateModel(
                    name='TargetEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quality.target')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.measure')),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when it has always been the target', null=True, verbose_name='from')),
                        ('value', models.DecimalField(decimal_places=6, help_text="In the measure's own unit: 0.95 for 95 per cent of a proportion", max_digits=18)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Phase',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField(verbose_name='month')),
                        ('reason', models.CharField(max_length=200, verbose_name='what happened')),
                        ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quality.area')),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quality.body')),
                        ('added_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('added_at', models.DateTimeField(auto_now_add=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='quality.measure')),
                    ],
                    options={
                        'ordering': ['starts_on'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__day', 1)), name='phase_starts_with_a_month', violation_error_message='Enter the first day of a month, for example 1 4 2024'), models.CheckConstraint(condition=models.Q(('area', None), ('body', None), _connector='OR'), name='phase_of_an_area_or_a_body', violation_error_message='Choose an area or a body, not both'), models.UniqueConstraint(fields=('measure', 'starts_on', 'area', 'body'), name='phase_once', nulls_distinct=False, violation_error_message='There is a phase from this month already')],
                    },
                ),
                migrations.CreateModel(
                    name='PhaseEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quality.phase')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('starts_on', models.DateField(verbose_name='month')),
                        ('reason', models.CharField(max_length=200, verbose_name='what happened')),
                        ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.area')),
                        ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.body')),
                        ('added_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('added_at', models.DateTimeField(auto_now_add=True)),
                        ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.measure')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Happening',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField(verbose_name='month')),
                        ('reason', models.CharField(max_length=200, verbose_name='what happened')),
                        ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quality.area')),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='quality.body')),
                        ('added_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('added_at', models.DateTimeField(auto_now_add=True)),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='happenings', to='quality.measure')),
                    ],
                    options={
                        'ordering': ['starts_on'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__day', 1)), name='happening_starts_with_a_month', violation_error_message='Enter the first day of a month, for example 1 4 2024'), models.CheckConstraint(condition=models.Q(('area', None), ('body', None), _connector='OR'), name='happening_of_an_area_or_a_body', violation_error_message='Choose an area or a body, not both')],
                    },
                ),
                migrations.CreateModel(
                    name='HappeningEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quality.happening')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('starts_on', models.DateField(verbose_name='month')),
                        ('reason', models.CharField(max_length=200, verbose_name='what happened')),
                        ('area', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.area')),
                        ('body', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.body')),
                        ('added_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('added_at', models.DateTimeField(auto_now_add=True)),
                        ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.measure')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Obligation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='obligations', to='quality.body')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='obligations', to='quality.measure')),
                    ],
                    options={
                        'ordering': ['body', 'measure', 'from_on'],
                        'indexes': [models.Index(fields=['measure', 'body'], name='obligation_by_measure')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('from_on__isnull', True), ('until_on__isnull', True), ('until_on__gt', models.F('from_on')), _connector='OR'), name='obligation_dates_in_order', violation_error_message='Enter an end date that is after the start date'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('body', '='), ('measure', '='), (ccpl_portal.organisations.periods.DateRange('from_on', 'until_on'), '&&')], name='obligation_once_at_a_time', violation_error_message='This body must return this measure in that time already')],
                    },
                ),
                migrations.CreateModel(
                    name='ObligationEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quality.obligation')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('from_on', models.DateField(blank=True, help_text='Leave empty when the first day is not known', null=True, verbose_name='from')),
                        ('until_on', models.DateField(blank=True, help_text='The first day on which it no longer holds. Leave empty while it lasts', null=True, verbose_name='until')),
                        ('body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.body')),
                        ('measure', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quality.measure')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Return',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='quality.body')),
                        ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='quality.measure')),
                        ('period', models.DateField(help_text='The first day of the month', verbose_name='month')),
                        ('version', models.PositiveSmallIntegerField(default=1)),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('withdrawn', 'Withdrawn'), ('cannot', 'Cannot report')], default='submitted', max_length=10)),
                        ('quality', models.CharField(choices=[('provisional', 'Provisional'), ('final', 'Final')], default='final', max_length=11)),
                        ('numerator', models.BigIntegerField(blank=True, null=True)),
                        ('denominator', models.BigIntegerField(blank=True, null=True)),
                        ('note', models.TextField(blank=True)),
                        ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason for this version')),
                        ('submitted_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quality_returns', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-period', 'body', 'measure', '-version'],
                        'indexes': [models.Index(fields=['measure', 'period'], name='return_by_measure_and_month'), models.Index(condition=models.Q(('state', 'submitted')), fields=['measure', 'period', 'body', 'version'], include=('numerator', 'denominator', 'quality', 'submitted_at', 'id'), name='return_counting'), models.Index(condition=models.Q(('version__gt', 1), models.Q(('state', 'draft'), _negated=True)), fields=['measure', 'period', 'body', 'version'], name='return_corrections')],
                        'constraints': [models.UniqueConstraint(fields=('body', 'measure', 'period', 'version'), name='return_version_once'), models.CheckConstraint(condition=models.Q(('period__day', 1)), name='return_period_is_first_of_month'), models.CheckConstraint(condition=models.Q(('numerator', None), ('numerator__gte', 0), _connector='OR'), name='return_numerator_not_negative'), models.CheckConstraint(condition=models.Q(('denominator', None), ('denominator__gte', 0), _connector='OR'), name='return_denominator_not_negative'), models.CheckConstraint(condition=models.Q(('denominator', None), ('denominator__gt', 0), models.Q(('numerator__gt', 0), _negated=True), _connector='OR'), name='return_nothing_out_of_nothing'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'submitted'), _negated=True), ('numerator__isnull', False), _connector='OR'), name='return_submitted_has_numerator'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['withdrawn', 'cannot']), _negated=True), models.Q(('denominator', None), ('numerator', None)), _connector='OR'), name='return_withdrawn_has_no_figures'), models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='return_versions_from_one')],
                    },
                ),
                migrations.CreateModel(
                    name='ReturnsContact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='quality.body')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns_contacts', to=settings.AUTH_USER_MODEL)),
                        ('is_deputy', models.BooleanField(default=False, verbose_name='deputy')),
                        ('signs_off', models.BooleanField(default=False, help_text='Where a set of measures asks for it, figures are final when this person says so', verbose_name='executive who signs off')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('body', 'user'), name='returnscontact_once', violation_error_message='This person may submit for this body already')],
                    },
                ),
                migrations.CreateModel(
                    name='AssuranceLevel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60, unique=True)),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='0 for what holds without a decision. Higher is closer')),
                        ('description', models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        'ordering': ['position', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='LevelSetting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settings', to='quality.assurancelevel')),
                        ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='level_settings', to='quality.body')),
                        ('measure', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='level_settings', to='quality.measure')),
                        ('reason', models.TextField()),
                        ('review_on', models.DateField(blank=True, null=True, verbose_name='to be reviewed by')),
                        ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('set_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('body', None), ('measure', None), _connector='XOR'), name='level_of_a_body_or_a_measure'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='level_set_with_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Change',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('system', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='quality.system')),
                        ('measure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='quality.measure')),
                        ('period', models.DateField(null=True)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='RollupRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('system', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='quality.system')),
                        ('is_complete', models.BooleanField(verbose_name='over everything')),
                        ('started_at', models.DateTimeField()),
                        ('finished_at', models.DateTimeField()),
                        ('computed', models.PositiveIntegerField(verbose_name='figures worked out')),
                        ('written', models.PositiveIntegerField(verbose_name='figures changed')),
                        ('removed', models.PositiveIntegerField(verbose_name='figures taken away')),
                        ('job', models.BigIntegerField(blank=True, null=True)),
                    ],
                    options={
                        'ordering': ['-finished_at'],
                        'indexes': [models.Index(fields=['system', '-finished_at'], name='rolluprun_latest')],
                    },
                ),
                migrations.CreateModel(
                    name='Figure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('measure', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='quality.measure')),
                        ('period', models.DateField(verbose_name='month')),
                        ('level', models.CharField(choices=[('place', 'Place'), ('system_wide', 'System-wide'), ('system', 'System')], max_length=11)),
                        ('area', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='quality.area')),
                        ('numerator', models.BigIntegerField(null=True)),
                        ('denominator', models.BigIntegerField(null=True)),
                        ('expected', models.PositiveIntegerField()),
                        ('received', models.PositiveIntegerField()),
                        ('status', models.CharField(choices=[('no_data', 'No data'), ('provisional', 'Provisional'), ('final', 'Final')], max_length=11)),
                        ('fingerprint', models.BigIntegerField(help_text='Changes with the set of returns counted')),
                        ('run', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='quality.rolluprun')),
                        ('calculated_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('measure', 'period', 'level', 'area'), name='figure_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', False), ('level', 'place')), models.Q(models.Q(('level', 'place'), _negated=True), ('area', None)), _connector='OR'), name='figure_area_with_place_only'), models.CheckConstraint(condition=models.Q(('received__lte', models.F('expected'))), name='figure_coverage_at_most_whole')],
                    },
                ),
                migrations.CreateModel(
                    name='Signal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('system', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='quality.system')),
                        ('kind', models.CharField(choices=[('concern', 'Worse beyond chance'), ('failing', 'Will miss its target'), ('missing', 'Returns missing'), ('data', 'Doubtful figure')], max_length=10)),
                        ('subject', models.CharField(max_length=80)),
                        ('measure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='quality.measure')),
                        ('measure_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='quality.measureset')),
                        ('body', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='quality.body')),
                        ('period', models.DateField(help_text='The month that gave rise to it', verbose_name='month')),
                        ('fact', models.TextField(help_text='What was to be seen when it arose')),
                        ('state', models.CharField(choices=[('new', 'New'), ('acknowledged', 'Acknowledged'), ('looking', 'Being looked at'), ('closed', 'Closed')], default='new', max_length=12)),
                        ('closed_because', models.TextField(blank=True)),
                        ('is_standing', models.BooleanField(default=True)),
                        ('raised_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('gone_at', models.DateTimeField(null=True)),
                    ],
                    options={
                        'ordering': ['-raised_at', '-pk'],
                        'indexes': [models.Index(fields=['state', '-raised_at'], name='signal_by_state')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_standing', True)), fields=('system', 'subject'), name='signal_once_while_it_lasts'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_because', ''), _negated=True), _connector='OR'), name='signal_closed_with_a_reason'), models.CheckConstraint(condition=models.Q(('measure', None), ('measure_set', None), _connector='XOR'), name='signal_about_a_measure_or_a_set')],
                    },
                ),
                migrations.CreateModel(
                    name='Step',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='quality.signal')),
                        ('to', models.CharField(choices=[('new', 'New'), ('acknowledged', 'Acknowledged'), ('looking', 'Being looked at'), ('closed', 'Closed')], max_length=12)),
                        ('words', models.TextField(blank=True)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'ordering': ['at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Placement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('signal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='quality.signal')),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='networks.group')),
                        ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='signal_placements', to='governance.agendaitem')),
                        ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='signal_placements', to='governance.itemrequest')),
                        ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='governance.paper')),
                        ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='signal_placements', to='governance.decision')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('decision', None)), fields=('signal', 'group'), name='placement_once_until_decided'), models.CheckConstraint(condition=models.Q(('item', None), ('request', None), _connector='XOR'), name='placement_on_item_or_asked_for')],
                    },
                ),
                migrations.CreateModel(
                    name='Upload',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('public_id', models.CharField(default=ccpl_portal.files.models.new_public_id, editable=False, max_length=32, unique=True)),
                        ('source', models.CharField(choices=[('pasted', 'Pasted'), ('csv', 'CSV file'), ('xlsx', 'Excel file')], max_length=6)),
                        ('name', models.CharField(blank=True, max_length=150)),
                        ('quality', models.CharField(choices=[('provisional', 'Provisional'), ('final', 'Final')], max_length=11)),
                        ('heading', models.JSONField(help_text='The columns as the sheet names them')),
                        ('rows', models.JSONField(help_text='What is still to be stored: number, cells and marks of each')),
                        ('matches', models.JSONField(default=dict, help_text='Which column holds what, by its place')),
                        ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='return_uploads', to=settings.AUTH_USER_MODEL)),
                        ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'ordering': ['-uploaded_at'],
                    },
                ),
                migrations.CreateModel(
                    name='Layout',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='layouts', to='quality.body')),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('matches', models.JSONField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('body', 'fingerprint'), name='layout_once_for_a_body')],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='measureset',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quality_measuresetevent" ("asks_for_words", "audience", "due_after_days", "id", "is_example", "is_public_by_nature", "name", "needs_sign_off", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "system_id") VALUES (NEW."asks_for_words", NEW."audience", NEW."due_after_days", NEW."id", NEW."is_example", NEW."is_public_by_nature", NEW."name", NEW."needs_sign_off", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."source", NEW."system_id"); RETURN NULL;', hash='e948a4f31820cf3245773d1e4a8da47103d381b4', operation='INSERT', pgid='pgtrigger_insert_insert_69929', table='quality_measureset', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='measureset',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quality_measuresetevent" ("asks_for_words", "audience", "due_after_days", "id", "is_example", "is_public_by_nature", "name", "needs_sign_off", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source", "system_id") VALUES (NEW."asks_for_words", NEW."audience", NEW."due_after_days", NEW."id", NEW."is_example", NEW."is_public_by_nature", NEW."name", NEW."needs_sign_off", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."source", NEW."system_id"); RETURN NULL;', hash='d2f886ce4ad6338c5217f10d42b910d0be4a1d2a', operation='UPDATE', pgid='pgtrigger_update_update_d9bfc', table='quality_measureset', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='measure',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quality_measureevent" ("code", "denominator_words", "direction", "domain", "id", "kind", "lower_bound", "multiplier", "name", "numerator_words", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "run_length", "screens_outliers", "set_id", "system_id", "upper_bound", "why") VALUES (NEW."code", NEW."denominator_words", NEW."direction", NEW."domain", NEW."id", NEW."kind", NEW."lower_bound", NEW."multiplier", NEW."name", NEW."numerator_words", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."run_length", NEW."screens_outliers", NEW."set_id", NEW."system_id", NEW."upper_bound", NEW."why"); RETURN NULL;', hash='c72c6df4a747a7dc7c88b08c405cdde539284994', operation='INSERT', pgid='pgtrigger_insert_insert_5e309', table='quality_measure', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='measure',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quality_measureevent" ("code", "denominator_words", "direction", "domain", "id", "kind", "lower_bound", "multiplier", "name", "numerator_words", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "run_length", "screens_outliers", "set_id", "system_id", "upper_bound", "why") VALUES (NEW."code", NEW."denominator_words", NEW."direction", NEW."domain", NEW."id", NEW."kind", NEW."lower_bound", NEW."multiplier", NEW."name", NEW."numerator_words", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."run_length", NEW."screens_outliers", NEW."set_id", NEW."system_id", NEW."upper_bound", NEW."why"); RETURN NULL;', hash='bc1bc1d1669e6b2dcacc58adec29044a5634c966', operation='UPDATE', pgid='pgtrigger_update_update_b41ea', table='quality_measure', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='target',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quality_targetevent" ("from_on", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."from_on", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."value"); RETURN NULL;', hash='c150c6b0134cb336bfa072869c9abb240cc9fb41', operation='INSERT', pgid='pgtrigger_insert_insert_878c0', table='quality_target', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='target',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quality_targetevent" ("from_on", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "value") VALUES (NEW."from_on", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."value"); RETURN NULL;', hash='ae8f7333d723fef78534049705bfbc47d740b466', operation='UPDATE', pgid='pgtrigger_update_update_a92c1', table='quality_target', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='phase',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quality_phaseevent" ("added_at", "added_by_id", "area_id", "body_id", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."added_at", NEW."added_by_id", NEW."area_id", NEW."body_id", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;', hash='bc3240a1c11a9d3e144137499b7c953923161149', operation='INSERT', pgid='pgtrigger_insert_insert_4bdfd', table='quality_phase', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='phase',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quality_phaseevent" ("added_at", "added_by_id", "area_id", "body_id", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."added_at", NEW."added_by_id", NEW."area_id", NEW."body_id", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;', hash='2f207e080488e4f5d12cbb1b86791824ea9f105d', operation='UPDATE', pgid='pgtrigger_update_update_08156', table='quality_phase', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='happening',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quality_happeningevent" ("added_at", "added_by_id", "area_id", "body_id", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."added_at", NEW."added_by_id", NEW."area_id", NEW."body_id", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;', hash='713f4d6e508f6c80ad380cb13f1efee476fab779', operation='INSERT', pgid='pgtrigger_insert_insert_5a6b5', table='quality_happening', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='happening',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quality_happeningevent" ("added_at", "added_by_id", "area_id", "body_id", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."added_at", NEW."added_by_id", NEW."area_id", NEW."body_id", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;', hash='0726e4fc7e5c9bda50a5300d9083eb1c78b01516', operation='UPDATE', pgid='pgtrigger_update_update_ab1d0', table='quality_happening', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='obligation',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quality_obligationevent" ("body_id", "from_on", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (NEW."body_id", NEW."from_on", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."until_on"); RETURN NULL;', hash='c442e0e50eea74e90ca8fcbcbeec865ec8363460', operation='INSERT', pgid='pgtrigger_insert_insert_3731a', table='quality_obligation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='obligation',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quality_obligationevent" ("body_id", "from_on", "id", "measure_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until_on") VALUES (NEW."body_id", NEW."from_on", NEW."id", NEW."measure_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."until_on"); RETURN NULL;', hash='52394d54a96ad9fd5e015dc9d3463472226d7b34', operation='UPDATE', pgid='pgtrigger_update_update_a1eaf', table='quality_obligation', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='return',
                    trigger=pgtrigger.compiler.Trigger(name='return_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='02f03a4c9ef2add800d467162c60e147bddd33e2', operation='DELETE', pgid='pgtrigger_return_kept_61bcb', table='quality_return', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='return',
                    trigger=pgtrigger.compiler.Trigger(name='return_never_edited', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."measure_id" IS DISTINCT FROM (NEW."measure_id") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."quality" IS DISTINCT FROM (NEW."quality") OR OLD."numerator" IS DISTINCT FROM (NEW."numerator") OR OLD."denominator" IS DISTINCT FROM (NEW."denominator") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0f7978d5ffc249fb59fb80530993369b9f9bde7e', operation='UPDATE', pgid='pgtrigger_return_never_edited_95acc', table='quality_return', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='return',
                    trigger=pgtrigger.compiler.Trigger(name='return_is_owed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nDECLARE\n    fault text;\nBEGIN\n    SELECT checked.fault INTO fault FROM (\n        SELECT CASE\n            WHEN measure.kind = 'proportion' AND entry.numerator > entry.denominator\n                THEN 'numerator above denominator in a proportion'\n            WHEN measure.kind <> 'count' AND entry.state = 'submitted'\n                    AND entry.denominator IS NULL\n                THEN 'denominator missing for a ' || measure.kind\n            WHEN measure.kind = 'count' AND entry.denominator IS NOT NULL\n                THEN 'denominator given for a count'\n            WHEN NOT EXISTS (\n                    SELECT FROM quality_seat AS seat\n                    WHERE seat.body_id = entry.body_id\n                        AND coalesce(seat.from_on, '-infinity') <= entry.period\n                        AND coalesce(seat.until_on, 'infinity') > entry.period)\n                THEN 'organisation not open'\n            WHEN NOT EXISTS (\n                    SELECT FROM quality_obligation AS owed\n                    WHERE owed.body_id = entry.body_id AND owed.measure_id = entry.measure_id\n                        AND coalesce(owed.from_on, '-infinity') <= entry.period\n                        AND coalesce(owed.until_on, 'infinity') > entry.period)\n                THEN 'measure not expected from this organisation'\n            END AS fault\n        FROM new_returns AS entry JOIN quality_measure AS measure ON measure.id = entry.measure_id\n    ) AS checked\n    WHERE checked.fault IS NOT NULL LIMIT 1;\n    IF fault IS NOT NULL THEN\n        RAISE EXCEPTION 'return refused: %', fault USING ERRCODE = 'check_violation';\n    END IF;\n\n    INSERT INTO quality_change (system_id, measure_id, period, at)\n    SELECT DISTINCT measure.system_id, entry.measure_id, entry.period, now()\n    FROM new_returns AS entry JOIN quality_measure AS measure ON measure.id = entry.measure_id\n    WHERE entry.state <> 'draft';\n    RETURN NULL;\nEND;\n", hash='f8620cb6b4ac309038d2168451dd8892d1917d79', level='STATEMENT', operation='INSERT', pgid='pgtrigger_return_is_owed_6771c', referencing='REFERENCING NEW TABLE AS new_returns ', table='quality_return', when='AFTER')),
                ),
            ],
        ),
    ]
