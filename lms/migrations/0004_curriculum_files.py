"""Add the curriculum files that somebody brings and a second person publishes."""

import sqlalchemy as sa
from alembic import op
from lms.kernel.model import Instant

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('carried_curriculum',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('state', sa.Enum('diperiksa', 'menunggu', 'terbit', 'ditolak', 'ditarik', 'naskah', 'lewat', name='carriedstate', native_enum=False, length=30), nullable=False),
    sa.Column('brought_by_id', sa.Uuid(), nullable=False),
    sa.Column('brought_at', Instant(), nullable=False),
    sa.Column('sent_at', Instant(), nullable=True),
    sa.Column('decided_by_id', sa.Uuid(), nullable=True),
    sa.Column('decided_at', Instant(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.CheckConstraint("state NOT IN ('terbit', 'ditolak') OR (decided_by_id IS NOT NULL AND decided_by_id <> brought_by_id)", name=op.f('ck_carried_curriculum_is_decided_by_another')),
    sa.ForeignKeyConstraint(['brought_by_id'], ['account.id'], name=op.f('fk_carried_curriculum_brought_by_id_account')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_carried_curriculum_decided_by_id_account')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_carried_curriculum_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_carried_curriculum'))
    )
    op.create_index(op.f('ix_carried_curriculum_brought_by_id'), 'carried_curriculum', ['brought_by_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_carried_curriculum_brought_by_id'), table_name='carried_curriculum')
    op.drop_table('carried_curriculum')
