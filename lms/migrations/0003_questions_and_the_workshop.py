"""Add every kind of question, notes of readers, and the workshop."""

import sqlalchemy as sa
from alembic import op
from lms.kernel.model import Instant
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql')


def upgrade() -> None:
    _create_tables()
    _give_curricula_a_region()
    _make_answers_lists()


def downgrade() -> None:
    _make_answers_choices()
    _take_the_region_of_curricula()
    _drop_tables()


def _create_tables() -> None:
    op.create_table('glossary_term',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('term', sa.String(length=80), nullable=False),
    sa.Column('meaning', sa.String(length=1000), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_glossary_term')),
    sa.UniqueConstraint('term', name=op.f('uq_glossary_term_term'))
    )
    op.create_table('manuscript',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('track', sa.String(length=1), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('base_module_id', sa.Uuid(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draf', 'ditelaah', 'dikembalikan', 'disetujui', 'terbit', name='manuscriptstate', native_enum=False, length=30), nullable=False),
    sa.Column('created_by_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('changed_by_id', sa.Uuid(), nullable=True),
    sa.Column('changed_at', Instant(), nullable=False),
    sa.CheckConstraint('revision > 0', name=op.f('ck_manuscript_has_revision')),
    sa.ForeignKeyConstraint(['base_module_id'], ['module.id'], name=op.f('fk_manuscript_base_module_id_module')),
    sa.ForeignKeyConstraint(['changed_by_id'], ['account.id'], name=op.f('fk_manuscript_changed_by_id_account')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_manuscript_created_by_id_account')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_manuscript_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_manuscript')),
    sa.UniqueConstraint('region_code', 'slug', name=op.f('uq_manuscript_region_code_slug'))
    )
    op.create_table('bank_item',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('manuscript_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draf', 'telaah', 'siap', 'karantina', 'pensiun', name='itemstatus', native_enum=False, length=30), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('objective', sa.String(length=300), nullable=False),
    sa.Column('level', sa.String(length=2), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('changed_by_id', sa.Uuid(), nullable=True),
    sa.Column('changed_at', Instant(), nullable=False),
    sa.Column('reviewer_id', sa.Uuid(), nullable=True),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.CheckConstraint('version > 0', name=op.f('ck_bank_item_has_version')),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_bank_item_author_id_account')),
    sa.ForeignKeyConstraint(['changed_by_id'], ['account.id'], name=op.f('fk_bank_item_changed_by_id_account')),
    sa.ForeignKeyConstraint(['manuscript_id'], ['manuscript.id'], name=op.f('fk_bank_item_manuscript_id_manuscript')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['account.id'], name=op.f('fk_bank_item_reviewer_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_item')),
    sa.UniqueConstraint('manuscript_id', 'key', name=op.f('uq_bank_item_manuscript_id_key'))
    )
    op.create_table('manuscript_change',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('manuscript_id', sa.Uuid(), nullable=False),
    sa.Column('what', sa.String(length=200), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_manuscript_change_by_id_account')),
    sa.ForeignKeyConstraint(['manuscript_id'], ['manuscript.id'], name=op.f('fk_manuscript_change_manuscript_id_manuscript')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_manuscript_change'))
    )
    op.create_index(op.f('ix_manuscript_change_manuscript_id'), 'manuscript_change', ['manuscript_id'], unique=False)
    op.create_table('manuscript_review',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('manuscript_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('sent_by_id', sa.Uuid(), nullable=True),
    sa.Column('sent_at', Instant(), nullable=False),
    sa.Column('decided_by_id', sa.Uuid(), nullable=True),
    sa.Column('decided_at', Instant(), nullable=True),
    sa.Column('verdict', sa.Enum('disetujui', 'dikembalikan', name='verdict', native_enum=False, length=30), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.CheckConstraint('(verdict IS NULL) = (decided_at IS NULL)', name=op.f('ck_manuscript_review_is_decided_whole')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_manuscript_review_decided_by_id_account')),
    sa.ForeignKeyConstraint(['manuscript_id'], ['manuscript.id'], name=op.f('fk_manuscript_review_manuscript_id_manuscript')),
    sa.ForeignKeyConstraint(['sent_by_id'], ['account.id'], name=op.f('fk_manuscript_review_sent_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_manuscript_review'))
    )
    op.create_index(op.f('ix_manuscript_review_manuscript_id'), 'manuscript_review', ['manuscript_id'], unique=False)
    op.create_table('question_import',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('manuscript_id', sa.Uuid(), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('format', sa.String(length=20), nullable=False),
    sa.Column('reading', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=True),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('applied_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_question_import_made_by_id_account')),
    sa.ForeignKeyConstraint(['manuscript_id'], ['manuscript.id'], name=op.f('fk_question_import_manuscript_id_manuscript')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_import'))
    )
    op.create_index(op.f('ix_question_import_manuscript_id'), 'question_import', ['manuscript_id'], unique=False)
    op.create_table('bank_item_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('changed_by_id', sa.Uuid(), nullable=True),
    sa.Column('changed_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['changed_by_id'], ['account.id'], name=op.f('fk_bank_item_version_changed_by_id_account')),
    sa.ForeignKeyConstraint(['item_id'], ['bank_item.id'], name=op.f('fk_bank_item_version_item_id_bank_item')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bank_item_version')),
    sa.UniqueConstraint('item_id', 'version', name=op.f('uq_bank_item_version_item_id_version'))
    )
    op.create_table('lesson_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.Uuid(), nullable=False),
    sa.Column('lesson', sa.String(length=80), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('changed_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_lesson_note_module_id_module')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_lesson_note_participation_id_participation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_note')),
    sa.UniqueConstraint('participation_id', 'module_id', 'lesson', name=op.f('uq_lesson_note_participation_id_module_id_lesson'))
    )
    op.create_table('lesson_place',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.Uuid(), nullable=False),
    sa.Column('lesson', sa.String(length=80), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_lesson_place_module_id_module')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_lesson_place_participation_id_participation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_place')),
    sa.UniqueConstraint('participation_id', 'module_id', name=op.f('uq_lesson_place_participation_id_module_id'))
    )
    op.create_table('essay_mark',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('response_id', sa.Uuid(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('levels', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('marked_at', Instant(), nullable=False),
    sa.Column('marked_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['marked_by_id'], ['account.id'], name=op.f('fk_essay_mark_marked_by_id_account')),
    sa.ForeignKeyConstraint(['response_id'], ['response.id'], name=op.f('fk_essay_mark_response_id_response')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_essay_mark')),
    sa.UniqueConstraint('response_id', 'revision', name=op.f('uq_essay_mark_response_id_revision'))
    )


def _drop_tables() -> None:
    op.drop_table('essay_mark')
    op.drop_table('lesson_place')
    op.drop_table('lesson_note')
    op.drop_table('bank_item_version')
    op.drop_index(op.f('ix_question_import_manuscript_id'), table_name='question_import')
    op.drop_table('question_import')
    op.drop_index(op.f('ix_manuscript_review_manuscript_id'), table_name='manuscript_review')
    op.drop_table('manuscript_review')
    op.drop_index(op.f('ix_manuscript_change_manuscript_id'), table_name='manuscript_change')
    op.drop_table('manuscript_change')
    op.drop_table('bank_item')
    op.drop_table('manuscript')
    op.drop_table('glossary_term')


def _give_curricula_a_region() -> None:
    with op.batch_alter_table('curriculum') as table:
        table.add_column(
            sa.Column('region_code', sa.String(length=13), server_default='ID', nullable=False)
        )
        table.drop_constraint(op.f('uq_curriculum_programme_id_version'), type_='unique')
        table.create_unique_constraint(
            op.f('uq_curriculum_programme_id_region_code_version'),
            ['programme_id', 'region_code', 'version'],
        )


def _take_the_region_of_curricula() -> None:
    with op.batch_alter_table('curriculum') as table:
        table.drop_constraint(
            op.f('uq_curriculum_programme_id_region_code_version'), type_='unique'
        )
        table.create_unique_constraint(
            op.f('uq_curriculum_programme_id_version'), ['programme_id', 'version']
        )
        table.drop_column('region_code')


def _make_answers_lists() -> None:
    """Turn the key of an option, the only answer there was, into a list of one text."""
    with op.batch_alter_table('response') as table:
        table.add_column(sa.Column('answer', _DOCUMENT, nullable=True))
        table.add_column(
            sa.Column('writer', sa.String(length=16), server_default='', nullable=False)
        )
        table.add_column(sa.Column('sequence', sa.Integer(), server_default='0', nullable=False))
    with op.batch_alter_table('self_check_answer') as table:
        table.add_column(sa.Column('answer', _DOCUMENT, nullable=True))
    as_list = 'json_array(choice)' if _is_sqlite() else 'jsonb_build_array(choice)'
    for name in ('response', 'self_check_answer'):
        op.execute(f'UPDATE {name} SET answer = {as_list}')
        with op.batch_alter_table(name) as table:
            table.alter_column('answer', existing_type=_DOCUMENT, nullable=False)
            table.drop_column('choice')
    with op.batch_alter_table('response') as table:
        table.alter_column('writer', server_default=None)
        table.alter_column('sequence', server_default=None)


def _make_answers_choices() -> None:
    """Keep of each answer its first text, as far as it fits; answers of new kinds are cut."""
    first = "json_extract(answer, '$[0]')" if _is_sqlite() else 'answer ->> 0'
    for name in ('response', 'self_check_answer'):
        with op.batch_alter_table(name) as table:
            table.add_column(
                sa.Column('choice', sa.String(length=10), server_default='', nullable=False)
            )
        op.execute(f"UPDATE {name} SET choice = substr(coalesce({first}, ''), 1, 10)")
        with op.batch_alter_table(name) as table:
            table.alter_column('choice', server_default=None)
            table.drop_column('answer')
    with op.batch_alter_table('response') as table:
        table.drop_column('sequence')
        table.drop_column('writer')


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == 'sqlite'
