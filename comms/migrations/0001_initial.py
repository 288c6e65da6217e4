import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
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
                    name='NewsItem',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('scheduled', 'Scheduled'), ('published', 'Published'), ('archived', 'Archived')], db_index=True, default='draft', editable=False, max_length=10)),
                        ('publish_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('published_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                        ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                        ('introduction', models.TextField(blank=True, help_text="One or two plain sentences. They open the page and stand for it in lists. Left empty, the text's first sentences are used in lists.", max_length=400)),
                        ('body_html', models.TextField(blank=True, verbose_name='text')),
                        ('picture', models.ForeignKey(blank=True, help_text='Stands above the text. A picture is kept only with words for those who cannot see it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ccpl_portal.picture')),
                        ('summary', models.TextField(blank=True, editable=False)),
                        ('plain_text', models.TextField(blank=True, editable=False)),
                        ('slug', models.SlugField(error_messages={'unique': 'Another piece of news has this address: choose another'}, help_text='The last part of its address, for example “forum-meets-in-spring”', max_length=120, unique=True, verbose_name='address')),
                        ('title', models.CharField(max_length=160)),
                        ('group', models.ForeignKey(blank=True, help_text='The group that it comes from, if it comes from one', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='news', to='networks.group')),
                        ('tags', models.ManyToManyField(blank=True, help_text='The principles, workstreams, aims, priority areas, programmes and themes that it serves', related_name='%(app_label)s_%(class)s_set', related_query_name='%(app_label)s_%(class)s', to='ccpl_portal.tag')),
                    ],
                    options={
                        'verbose_name': 'news item',
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('publish_at__isnull', False), ('state', 'scheduled')), models.Q(models.Q(('state', 'scheduled'), _negated=True), ('publish_at__isnull', True)), _connector='OR'), name='comms_newsitem_scheduled_has_a_time', violation_error_message='Enter the date and time to publish at'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='comms_newsitem_published_has_a_time', violation_error_message='Something published needs the time of its publication')],
                    },
                ),
                migrations.CreateModel(
                    name='NewsItemEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='versions', to='comms.newsitem')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('scheduled', 'Scheduled'), ('published', 'Published'), ('archived', 'Archived')], default='draft', editable=False, max_length=10)),
                        ('publish_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                        ('introduction', models.TextField(blank=True, help_text="One or two plain sentences. They open the page and stand for it in lists. Left empty, the text's first sentences are used in lists.", max_length=400)),
                        ('body_html', models.TextField(blank=True, verbose_name='text')),
                        ('picture', models.ForeignKey(blank=True, db_constraint=False, help_text='Stands above the text. A picture is kept only with words for those who cannot see it', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.picture')),
                        ('slug', models.SlugField(db_index=False, error_messages={'unique': 'Another piece of news has this address: choose another'}, help_text='The last part of its address, for example “forum-meets-in-spring”', max_length=120, verbose_name='address')),
                        ('title', models.CharField(max_length=160)),
                        ('group', models.ForeignKey(blank=True, db_constraint=False, help_text='The group that it comes from, if it comes from one', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='networks.group')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Page',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('scheduled', 'Scheduled'), ('published', 'Published'), ('archived', 'Archived')], db_index=True, default='draft', editable=False, max_length=10)),
                        ('publish_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('published_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                        ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                        ('updated_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                        ('introduction', models.TextField(blank=True, help_text="One or two plain sentences. They open the page and stand for it in lists. Left empty, the text's first sentences are used in lists.", max_length=400)),
                        ('body_html', models.TextField(blank=True, verbose_name='text')),
                        ('picture', models.ForeignKey(blank=True, help_text='Stands above the text. A picture is kept only with words for those who cannot see it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ccpl_portal.picture')),
                        ('summary', models.TextField(blank=True, editable=False)),
                        ('plain_text', models.TextField(blank=True, editable=False)),
                        ('slug', models.SlugField(error_messages={'unique': 'Another page has this address: choose a different one'}, help_text="The last part of the page's address, for example “what-ccpl-is”. accessibility, privacy, cookies and contact are the pages that the footer links to.", max_length=80, unique=True, verbose_name='address')),
                        ('title', models.CharField(max_length=160)),
                        ('position', models.PositiveSmallIntegerField(default=100, help_text='Pages with small numbers come first in lists')),
                        ('variant_of', models.ForeignKey(blank=True, help_text='The page that this one says in another language or in easy read', limit_choices_to={'variant_of': None}, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='comms.page')),
                        ('is_easy_read', models.BooleanField(default=False, verbose_name='easy read')),
                        ('lang', models.CharField(default='en', help_text='en for English, pl for Polish, pa for Punjabi, ur for Urdu, so for Somali', max_length=12, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', 'Enter a language code, for example en, pl, pa or zh-Hans')], verbose_name='language code')),
                        ('language', models.CharField(default='English', help_text='In the language itself: Polski, ਪੰਜਾਬੀ, اردو', max_length=40, verbose_name='name of the language')),
                        ('dir', models.CharField(choices=[('ltr', 'Left to right'), ('rtl', 'Right to left')], default='ltr', help_text='Right to left for Arabic, Urdu, Persian, Kurdish (Sorani) and Hebrew', max_length=3, verbose_name='direction of writing')),
                        ('tags', models.ManyToManyField(blank=True, help_text='The principles, workstreams, aims, priority areas, programmes and themes that it serves', related_name='%(app_label)s_%(class)s_set', related_query_name='%(app_label)s_%(class)s', to='ccpl_portal.tag')),
                    ],
                    options={
                        'ordering': ['position', 'title'],
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('publish_at__isnull', False), ('state', 'scheduled')), models.Q(models.Q(('state', 'scheduled'), _negated=True), ('publish_at__isnull', True)), _connector='OR'), name='comms_page_scheduled_has_a_time', violation_error_message='Enter the date and time to publish at'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='comms_page_published_has_a_time', violation_error_message='Something published needs the time of its publication'), models.UniqueConstraint(fields=('variant_of', 'lang', 'is_easy_read'), name='page_variant_once', violation_error_message='There is a variant in this language already'), models.CheckConstraint(condition=models.Q(('variant_of', None), models.Q(('variant_of', models.F('id')), _negated=True), _connector='OR'), name='page_is_no_variant_of_itself', violation_error_message='Choose another page: this one cannot be its own variant')],
                    },
                ),
                migrations.CreateModel(
                    name='PageEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='versions', to='comms.page')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('is_example', models.BooleanField(default=False, editable=False, verbose_name='example content')),
                        ('state', models.CharField(choices=[('draft', 'Draft'), ('scheduled', 'Scheduled'), ('published', 'Published'), ('archived', 'Archived')], default='draft', editable=False, max_length=10)),
                        ('publish_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('updated_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                        ('introduction', models.TextField(blank=True, help_text="One or two plain sentences. They open the page and stand for it in lists. Left empty, the text's first sentences are used in lists.", max_length=400)),
                        ('body_html', models.TextField(blank=True, verbose_name='text')),
                        ('picture', models.ForeignKey(blank=True, db_constraint=False, help_text='Stands above the text. A picture is kept only with words for those who cannot see it', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='ccpl_portal.picture')),
                        ('slug', models.SlugField(db_index=False, error_messages={'unique': 'Another page has this address: choose a different one'}, help_text="The last part of the page's address, for example “what-ccpl-is”. accessibility, privacy, cookies and contact are the pages that the footer links to.", max_length=80, verbose_name='address')),
                        ('title', models.CharField(max_length=160)),
                        ('position', models.PositiveSmallIntegerField(default=100, help_text='Pages with small numbers come first in lists')),
                        ('variant_of', models.ForeignKey(blank=True, db_constraint=False, help_text='The page that this one says in another language or in easy read', limit_choices_to={'variant_of': None}, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='comms.page')),
                        ('is_easy_read', models.BooleanField(default=False, verbose_name='easy read')),
                        ('lang', models.CharField(default='en', help_text='en for English, pl for Polish, pa for Punjabi, ur for Urdu, so for Somali', max_length=12, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', 'Enter a language code, for example en, pl, pa or zh-Hans')], verbose_name='language code')),
                        ('language', models.CharField(default='English', help_text='In the language itself: Polski, ਪੰਜਾਬੀ, اردو', max_length=40, verbose_name='name of the language')),
                        ('dir', models.CharField(choices=[('ltr', 'Left to right'), ('rtl', 'Right to left')], default='ltr', help_text='Right to left for Arabic, Urdu, Persian, Kurdish (Sorani) and Hebrew', max_length=3, verbose_name='direction of writing')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='newsitem',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "comms_newsitemevent" ("body_html", "group_id", "id", "introduction", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "publish_at", "published_at", "slug", "state", "title", "updated_by_id") VALUES (NEW."body_html", NEW."group_id", NEW."id", NEW."introduction", NEW."is_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."picture_id", NEW."publish_at", NEW."published_at", NEW."slug", NEW."state", NEW."title", NEW."updated_by_id"); RETURN NULL;', hash='175d344a8e5c6b1383c07dcb757bc205a2c23a47', operation='INSERT', pgid='pgtrigger_insert_insert_75f77', table='comms_newsitem', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='newsitem',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."body_html" IS DISTINCT FROM (NEW."body_html") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."introduction" IS DISTINCT FROM (NEW."introduction") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."picture_id" IS DISTINCT FROM (NEW."picture_id") OR OLD."publish_at" IS DISTINCT FROM (NEW."publish_at") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_by_id" IS DISTINCT FROM (NEW."updated_by_id"))', func='INSERT INTO "comms_newsitemevent" ("body_html", "group_id", "id", "introduction", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "publish_at", "published_at", "slug", "state", "title", "updated_by_id") VALUES (NEW."body_html", NEW."group_id", NEW."id", NEW."introduction", NEW."is_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."picture_id", NEW."publish_at", NEW."published_at", NEW."slug", NEW."state", NEW."title", NEW."updated_by_id"); RETURN NULL;', hash='b193ec9cac401c112812bedaa189cb1dc75dd727', operation='UPDATE', pgid='pgtrigger_update_update_ff74a', table='comms_newsitem', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='newsitemevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a94c3f39e8095e9e8cc77cb6dd413d8f72b5aac5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be8d7', table='comms_newsitemevent', when='BEFORE')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='page',
                    trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "comms_pageevent" ("body_html", "dir", "id", "introduction", "is_easy_read", "is_example", "lang", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "position", "publish_at", "published_at", "slug", "state", "title", "updated_by_id", "variant_of_id") VALUES (NEW."body_html", NEW."dir", NEW."id", NEW."introduction", NEW."is_easy_read", NEW."is_example", NEW."lang", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."picture_id", NEW."position", NEW."publish_at", NEW."published_at", NEW."slug", NEW."state", NEW."title", NEW."updated_by_id", NEW."variant_of_id"); RETURN NULL;', hash='03fafeec6429401763c8c081e7c463d60d181a91', operation='INSERT', pgid='pgtrigger_insert_insert_215a9', table='comms_page', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='page',
                    trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."body_html" IS DISTINCT FROM (NEW."body_html") OR OLD."dir" IS DISTINCT FROM (NEW."dir") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."introduction" IS DISTINCT FROM (NEW."introduction") OR OLD."is_easy_read" IS DISTINCT FROM (NEW."is_easy_read") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."lang" IS DISTINCT FROM (NEW."lang") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."picture_id" IS DISTINCT FROM (NEW."picture_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."publish_at" IS DISTINCT FROM (NEW."publish_at") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."updated_by_id" IS DISTINCT FROM (NEW."updated_by_id") OR OLD."variant_of_id" IS DISTINCT FROM (NEW."variant_of_id"))', func='INSERT INTO "comms_pageevent" ("body_html", "dir", "id", "introduction", "is_easy_read", "is_example", "lang", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "position", "publish_at", "published_at", "slug", "state", "title", "updated_by_id", "variant_of_id") VALUES (NEW."body_html", NEW."dir", NEW."id", NEW."introduction", NEW."is_easy_read", NEW."is_example", NEW."lang", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."picture_id", NEW."position", NEW."publish_at", NEW."published_at", NEW."slug", NEW."state", NEW."title", NEW."updated_by_id", NEW."variant_of_id"); RETURN NULL;', hash='63d43d16081efc577d3fbe283829d6429617fd59', operation='UPDATE', pgid='pgtrigger_update_update_ecf48', table='comms_page', when='AFTER')),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name='pageevent',
                    trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4a217334ec225cd478928cb0e194163a7f5ae387', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_79138', table='comms_pageevent', when='BEFORE')),
                ),
            ],
        ),
    ]
