"""Add the gate and the nation: standings, recognition, tenure, offers, second factor, API keys."""

import sqlalchemy as sa
from alembic import op
from lms.kernel.model import Instant
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

_LIVING = "state IN ('diajukan', 'dikembalikan', 'ditetapkan')"
_LIVING_BEFORE = "state IN ('diajukan', 'ditetapkan')"


def upgrade() -> None:
    _create_tables()
    _change_registration()
    _change_requirements()
    _fill()


def downgrade() -> None:
    _change_back()
    _drop_tables()


def _create_tables() -> None:
    op.create_table('audit_about',
    sa.Column('about_id', sa.String(length=36), nullable=False),
    sa.Column('position', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('about_id', 'position', name=op.f('pk_audit_about'))
    )
    op.create_table('audit_check',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('checked_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_check'))
    )
    op.create_table('desa_tally',
    sa.Column('target', sa.Integer(), nullable=True),
    sa.Column('family', sa.String(length=20), nullable=False),
    sa.Column('tier', sa.String(length=20), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('obliged_done', sa.Integer(), nullable=False),
    sa.Column('obliged_recognised', sa.Integer(), nullable=False),
    sa.Column('obliged_in_training', sa.Integer(), nullable=False),
    sa.Column('obliged_unfinished', sa.Integer(), nullable=False),
    sa.Column('obliged_absent', sa.Integer(), nullable=False),
    sa.Column('obliged_never', sa.Integer(), nullable=False),
    sa.Column('others_done', sa.Integer(), nullable=False),
    sa.Column('others_recognised', sa.Integer(), nullable=False),
    sa.Column('others_in_training', sa.Integer(), nullable=False),
    sa.Column('others_unfinished', sa.Integer(), nullable=False),
    sa.Column('others_absent', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_desa_tally_region_code_region')),
    sa.PrimaryKeyConstraint('family', 'tier', 'region_code', name=op.f('pk_desa_tally')),
    sqlite_with_rowid=False
    )
    op.create_table('standing',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('nik_fingerprint', sa.String(length=64), nullable=True),
    sa.Column('family', sa.String(length=20), nullable=False),
    sa.Column('tier', sa.String(length=20), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('is_obliged', sa.Boolean(), nullable=False),
    sa.Column('holding', sa.Enum('tidak-ada', 'diakui', 'diterbitkan', name='holding', native_enum=False, length=30), nullable=False),
    sa.Column('training', sa.Enum('tidak-ada', 'diundang', 'pernah-ikut', 'dilatih', name='training', native_enum=False, length=30), nullable=False),
    sa.Column('bucket', sa.Enum('selesai', 'diakui', 'dalam-pelatihan', 'belum-lulus', 'diundang-belum-hadir', 'belum-pernah', name='bucket', native_enum=False, length=30), nullable=False),
    sa.CheckConstraint('(person_id IS NULL) <> (nik_fingerprint IS NULL)', name=op.f('ck_standing_has_one_subject')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_standing_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standing')),
    sa.UniqueConstraint('nik_fingerprint', 'family', 'tier', name=op.f('uq_standing_nik_fingerprint_family_tier')),
    sa.UniqueConstraint('person_id', 'family', 'tier', name=op.f('uq_standing_person_id_family_tier'))
    )
    op.create_index('ix_standing_region', 'standing', ['family', 'tier', 'region_code', 'bucket'], unique=False)
    op.create_table('tally',
    sa.Column('target', sa.Integer(), nullable=False),
    sa.Column('desa_done', sa.Integer(), nullable=False),
    sa.Column('family', sa.String(length=20), nullable=False),
    sa.Column('tier', sa.String(length=20), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('obliged_done', sa.Integer(), nullable=False),
    sa.Column('obliged_recognised', sa.Integer(), nullable=False),
    sa.Column('obliged_in_training', sa.Integer(), nullable=False),
    sa.Column('obliged_unfinished', sa.Integer(), nullable=False),
    sa.Column('obliged_absent', sa.Integer(), nullable=False),
    sa.Column('obliged_never', sa.Integer(), nullable=False),
    sa.Column('others_done', sa.Integer(), nullable=False),
    sa.Column('others_recognised', sa.Integer(), nullable=False),
    sa.Column('others_in_training', sa.Integer(), nullable=False),
    sa.Column('others_unfinished', sa.Integer(), nullable=False),
    sa.Column('others_absent', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_tally_region_code_region')),
    sa.PrimaryKeyConstraint('family', 'tier', 'region_code', name=op.f('pk_tally')),
    sqlite_with_rowid=False
    )
    op.create_table('api_key',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('label', sa.String(length=100), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('uses', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('prefix', sa.String(length=12), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('created_by_id', sa.Uuid(), nullable=True),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.Column('ended_by_id', sa.Uuid(), nullable=True),
    sa.Column('end_reason', sa.Text(), nullable=True),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_api_key_ends_after_start')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_api_key_created_by_id_account')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['account.id'], name=op.f('fk_api_key_ended_by_id_account')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_api_key_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_key')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_api_key_key_hash'))
    )
    op.create_index(op.f('ix_api_key_region_code'), 'api_key', ['region_code'], unique=False)
    op.create_table('coverage_report',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('family', sa.String(length=20), nullable=False),
    sa.Column('tier', sa.String(length=20), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('view', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('rows_count', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=True),
    sa.Column('xlsx_key', sa.String(length=200), nullable=False),
    sa.Column('xlsx_sha256', sa.String(length=64), nullable=False),
    sa.Column('drawn_at', Instant(), nullable=True),
    sa.Column('pdf_key', sa.String(length=200), nullable=True),
    sa.Column('pdf_sha256', sa.String(length=64), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_coverage_report_made_by_id_account')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_coverage_report_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_coverage_report')),
    sa.UniqueConstraint('number', name=op.f('uq_coverage_report_number')),
    sa.UniqueConstraint('pdf_key', name=op.f('uq_coverage_report_pdf_key')),
    sa.UniqueConstraint('xlsx_key', name=op.f('uq_coverage_report_xlsx_key'))
    )
    op.create_index('ix_coverage_report_region', 'coverage_report', ['region_code', 'made_at'], unique=False)
    op.create_table('decree',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('number_key', sa.String(length=80), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('signatory', sa.String(length=160), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_decree_made_by_id_account')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_decree_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decree')),
    sa.UniqueConstraint('region_code', 'year', 'number_key', name=op.f('uq_decree_region_code_year_number_key'))
    )
    op.create_table('obliged_list',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family', sa.String(length=20), nullable=False),
    sa.Column('tier', sa.String(length=20), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('mode', sa.Enum('nama', 'target', name='mode', native_enum=False, length=30), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('rows_count', sa.Integer(), nullable=False),
    sa.Column('faults_count', sa.Integer(), nullable=False),
    sa.Column('people_count', sa.Integer(), nullable=False),
    sa.Column('uploaded_at', Instant(), nullable=False),
    sa.Column('uploaded_by_id', sa.Uuid(), nullable=True),
    sa.Column('applied_at', Instant(), nullable=True),
    sa.Column('applied_by_id', sa.Uuid(), nullable=True),
    sa.Column('replaced_at', Instant(), nullable=True),
    sa.Column('replaced_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['applied_by_id'], ['account.id'], name=op.f('fk_obliged_list_applied_by_id_account')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_obliged_list_region_code_region')),
    sa.ForeignKeyConstraint(['replaced_by_id'], ['obliged_list.id'], name=op.f('fk_obliged_list_replaced_by_id_obliged_list')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['account.id'], name=op.f('fk_obliged_list_uploaded_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_obliged_list'))
    )
    op.create_index('ix_obliged_list_key', 'obliged_list', ['family', 'tier', 'region_code'], unique=False)
    op.create_index(op.f('ix_obliged_list_region_code'), 'obliged_list', ['region_code'], unique=False)
    op.create_table('recognition_sheet',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('rows', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('uploaded_at', Instant(), nullable=False),
    sa.Column('uploaded_by_id', sa.Uuid(), nullable=True),
    sa.Column('applied_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['account.id'], name=op.f('fk_recognition_sheet_uploaded_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recognition_sheet'))
    )
    op.create_index(op.f('ix_recognition_sheet_uploaded_by_id'), 'recognition_sheet', ['uploaded_by_id'], unique=False)
    op.create_table('registration_document',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('family', sa.String(length=20), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=True),
    sa.Column('dated_on', sa.Date(), nullable=True),
    sa.Column('filename', sa.String(length=120), nullable=False),
    sa.Column('media_type', sa.String(length=60), nullable=False),
    sa.Column('bytes_count', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('storage_key', sa.String(length=200), nullable=False),
    sa.Column('uploaded_at', Instant(), nullable=False),
    sa.Column('uploaded_by_id', sa.Uuid(), nullable=True),
    sa.Column('replaced_at', Instant(), nullable=True),
    sa.Column('verdict', sa.Enum('sesuai', 'tidak-sesuai', name='verdict', native_enum=False, length=30), nullable=True),
    sa.Column('verdict_note', sa.Text(), nullable=True),
    sa.Column('verdict_at', Instant(), nullable=True),
    sa.Column('verdict_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint("verdict <> 'tidak-sesuai' OR verdict_note IS NOT NULL", name=op.f('ck_registration_document_says_why_unfit')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_registration_document_person_id_person')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['account.id'], name=op.f('fk_registration_document_uploaded_by_id_account')),
    sa.ForeignKeyConstraint(['verdict_by_id'], ['account.id'], name=op.f('fk_registration_document_verdict_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_document')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_registration_document_storage_key'))
    )
    op.create_index(op.f('ix_registration_document_person_id'), 'registration_document', ['person_id'], unique=False)
    op.create_index('uq_registration_document_current', 'registration_document', ['person_id', 'family', 'slug'], unique=True, sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
    op.create_table('registration_practice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('signatories', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('membership_mask', sa.String(length=40), nullable=True),
    sa.Column('validity_months', sa.Integer(), nullable=True),
    sa.Column('changed_at', Instant(), nullable=False),
    sa.Column('changed_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('validity_months IS NULL OR validity_months > 0', name=op.f('ck_registration_practice_has_validity')),
    sa.ForeignKeyConstraint(['changed_by_id'], ['account.id'], name=op.f('fk_registration_practice_changed_by_id_account')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_registration_practice_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_practice')),
    sa.UniqueConstraint('region_code', name=op.f('uq_registration_practice_region_code'))
    )
    op.create_table('second_factor',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('secret_sealed', sa.String(length=200), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('confirmed_at', Instant(), nullable=True),
    sa.Column('last_step', sa.BigInteger(), nullable=True),
    sa.Column('misses_count', sa.Integer(), nullable=False),
    sa.Column('missed_at', Instant(), nullable=True),
    sa.CheckConstraint('misses_count >= 0', name=op.f('ck_second_factor_has_misses')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_second_factor_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_factor')),
    sa.UniqueConstraint('account_id', name=op.f('uq_second_factor_account_id'))
    )
    op.create_table('api_call',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('key_id', sa.Uuid(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('endpoint', sa.String(length=60), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['key_id'], ['api_key.id'], name=op.f('fk_api_call_key_id_api_key')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_api_call_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_call'))
    )
    op.create_index('ix_api_call_key_at', 'api_call', ['key_id', 'at'], unique=False)
    op.create_index(op.f('ix_api_call_person_id'), 'api_call', ['person_id'], unique=False)
    op.create_table('meeting_summary',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('angkatan_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('scan_key', sa.String(length=120), nullable=True),
    sa.Column('scan_media_type', sa.String(length=40), nullable=True),
    sa.Column('kept_at', Instant(), nullable=False),
    sa.Column('kept_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['angkatan_id'], ['angkatan.id'], name=op.f('fk_meeting_summary_angkatan_id_angkatan')),
    sa.ForeignKeyConstraint(['kept_by_id'], ['account.id'], name=op.f('fk_meeting_summary_kept_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_summary'))
    )
    op.create_index(op.f('ix_meeting_summary_angkatan_id'), 'meeting_summary', ['angkatan_id'], unique=False)
    op.create_table('obligation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('list_id', sa.Uuid(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('nik_fingerprint', sa.String(length=64), nullable=False),
    sa.Column('nik_sealed', sa.String(length=120), nullable=False),
    sa.Column('nik_masked', sa.String(length=16), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['obliged_list.id'], name=op.f('fk_obligation_list_id_obliged_list')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_obligation_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_obligation')),
    sa.UniqueConstraint('list_id', 'nik_fingerprint', name=op.f('uq_obligation_list_id_nik_fingerprint'))
    )
    op.create_index(op.f('ix_obligation_nik_fingerprint'), 'obligation', ['nik_fingerprint'], unique=False)
    op.create_table('obliged_fault',
    sa.Column('list_id', sa.Uuid(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('cells', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('problems', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['obliged_list.id'], name=op.f('fk_obliged_fault_list_id_obliged_list')),
    sa.PrimaryKeyConstraint('list_id', 'row', name=op.f('pk_obliged_fault'))
    )
    op.create_table('obliged_target',
    sa.Column('list_id', sa.Uuid(), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('people_count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['obliged_list.id'], name=op.f('fk_obliged_target_list_id_obliged_list')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_obliged_target_region_code_region')),
    sa.PrimaryKeyConstraint('list_id', 'region_code', name=op.f('pk_obliged_target'))
    )
    op.create_table('offer',
    sa.Column('angkatan_id', sa.Uuid(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('announced_at', Instant(), nullable=False),
    sa.Column('announced_by_id', sa.Uuid(), nullable=True),
    sa.Column('withdrawn_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['angkatan_id'], ['angkatan.id'], name=op.f('fk_offer_angkatan_id_angkatan')),
    sa.ForeignKeyConstraint(['announced_by_id'], ['account.id'], name=op.f('fk_offer_announced_by_id_account')),
    sa.PrimaryKeyConstraint('angkatan_id', name=op.f('pk_offer'))
    )
    op.create_table('recognition',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('sertifikat', 'sk', name='paperkind', native_enum=False, length=30), nullable=False),
    sa.Column('state', sa.Enum('menunggu-pindaian', 'diajukan', 'dikembalikan', 'diakui', 'ditolak', 'ditarik', 'dicabut', name='recognitionstate', native_enum=False, length=30), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('organiser', sa.String(length=200), nullable=False),
    sa.Column('number', sa.String(length=120), nullable=False),
    sa.Column('dated_on', sa.Date(), nullable=False),
    sa.Column('signatory', sa.String(length=160), nullable=False),
    sa.Column('wanted', sa.String(length=80), nullable=True),
    sa.Column('paper_key', sa.String(length=64), nullable=False),
    sa.Column('filed_at', Instant(), nullable=False),
    sa.Column('filed_by_id', sa.Uuid(), nullable=True),
    sa.Column('sheet_id', sa.Uuid(), nullable=True),
    sa.Column('decided_at', Instant(), nullable=True),
    sa.Column('decided_by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('achievement', sa.String(length=80), nullable=True),
    sa.CheckConstraint("dated_on >= '1970-01-01'", name=op.f('ck_recognition_has_day')),
    sa.CheckConstraint("kind <> 'sk' OR (number <> '' AND signatory <> '')", name=op.f('ck_recognition_has_decree')),
    sa.CheckConstraint('decided_by_id <> filed_by_id', name=op.f('ck_recognition_has_second_person')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_recognition_decided_by_id_account')),
    sa.ForeignKeyConstraint(['filed_by_id'], ['account.id'], name=op.f('fk_recognition_filed_by_id_account')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_recognition_person_id_person')),
    sa.ForeignKeyConstraint(['sheet_id'], ['recognition_sheet.id'], name=op.f('fk_recognition_sheet_id_recognition_sheet')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recognition'))
    )
    op.create_index(op.f('ix_recognition_filed_by_id'), 'recognition', ['filed_by_id'], unique=False)
    op.create_index(op.f('ix_recognition_person_id'), 'recognition', ['person_id'], unique=False)
    op.create_index(op.f('ix_recognition_state'), 'recognition', ['state'], unique=False)
    op.create_index('uq_recognition_living_paper', 'recognition', ['paper_key'], unique=True, sqlite_where=sa.text("state NOT IN ('ditolak', 'ditarik', 'dicabut')"), postgresql_where=sa.text("state NOT IN ('ditolak', 'ditarik', 'dicabut')"))
    op.create_table('recovery_code',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('factor_id', sa.Uuid(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('spent_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['factor_id'], ['second_factor.id'], name=op.f('fk_recovery_code_factor_id_second_factor'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_recovery_code_code_hash'))
    )
    op.create_index(op.f('ix_recovery_code_factor_id'), 'recovery_code', ['factor_id'], unique=False)
    op.create_table('reported_count',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('angkatan_id', sa.Uuid(), nullable=False),
    sa.Column('people_count', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('noted_at', Instant(), nullable=False),
    sa.Column('noted_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('people_count > 0', name=op.f('ck_reported_count_has_people')),
    sa.ForeignKeyConstraint(['angkatan_id'], ['angkatan.id'], name=op.f('fk_reported_count_angkatan_id_angkatan')),
    sa.ForeignKeyConstraint(['noted_by_id'], ['account.id'], name=op.f('fk_reported_count_noted_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reported_count'))
    )
    op.create_index(op.f('ix_reported_count_angkatan_id'), 'reported_count', ['angkatan_id'], unique=False)
    op.create_table('appointment',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('registration_id', sa.Uuid(), nullable=False),
    sa.Column('term', sa.Integer(), nullable=False),
    sa.Column('decree_id', sa.Uuid(), nullable=False),
    sa.Column('added_reason', sa.Text(), nullable=True),
    sa.Column('membership_number', sa.String(length=40), nullable=True),
    sa.Column('number_region_code', sa.String(length=13), nullable=True),
    sa.Column('duty_code', sa.String(length=13), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=True),
    sa.Column('replaced_at', Instant(), nullable=True),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.Column('ended_by_id', sa.Uuid(), nullable=True),
    sa.Column('end_kind', sa.Enum('mengundurkan-diri', 'diberhentikan', 'tidak-diperpanjang', 'pindah-domisili', 'dasar-dicabut', 'meninggal-dunia', name='endkind', native_enum=False, length=30), nullable=True),
    sa.Column('end_reason', sa.Text(), nullable=True),
    sa.CheckConstraint("added_reason IS NULL OR added_reason <> ''", name=op.f('ck_appointment_says_why_added')),
    sa.CheckConstraint('(ended_at IS NULL) = (end_kind IS NULL)', name=op.f('ck_appointment_says_how_it_ended')),
    sa.CheckConstraint('valid_until IS NULL OR valid_until >= valid_from', name=op.f('ck_appointment_ends_after_start')),
    sa.ForeignKeyConstraint(['decree_id'], ['decree.id'], name=op.f('fk_appointment_decree_id_decree')),
    sa.ForeignKeyConstraint(['duty_code'], ['region.code'], name=op.f('fk_appointment_duty_code_region')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['account.id'], name=op.f('fk_appointment_ended_by_id_account')),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_appointment_made_by_id_account')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_appointment_registration_id_registration')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appointment')),
    sa.UniqueConstraint('registration_id', 'term', name=op.f('uq_appointment_registration_id_term'))
    )
    op.create_index(op.f('ix_appointment_decree_id'), 'appointment', ['decree_id'], unique=False)
    op.create_index(op.f('ix_appointment_duty_code'), 'appointment', ['duty_code'], unique=False)
    op.create_index(op.f('ix_appointment_registration_id'), 'appointment', ['registration_id'], unique=False)
    op.create_index(op.f('ix_appointment_valid_until'), 'appointment', ['valid_until'], unique=False)
    op.create_index('uq_appointment_current', 'appointment', ['registration_id'], unique=True, sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
    op.create_index('uq_appointment_membership_number', 'appointment', ['number_region_code', 'membership_number'], unique=True, sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
    op.create_table('basis_note',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('registration_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('pelatihan-baru', 'dipertahankan', name='notekind', native_enum=False, length=30), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_basis_note_made_by_id_account')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_basis_note_registration_id_registration')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_basis_note'))
    )
    op.create_index(op.f('ix_basis_note_registration_id'), 'basis_note', ['registration_id'], unique=False)
    op.create_table('recognition_scan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recognition_id', sa.Uuid(), nullable=False),
    sa.Column('storage_key', sa.String(length=200), nullable=False),
    sa.Column('media_type', sa.String(length=40), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('bytes_count', sa.Integer(), nullable=False),
    sa.Column('uploaded_at', Instant(), nullable=False),
    sa.Column('uploaded_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['recognition_id'], ['recognition.id'], name=op.f('fk_recognition_scan_recognition_id_recognition')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['account.id'], name=op.f('fk_recognition_scan_uploaded_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recognition_scan')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_recognition_scan_storage_key'))
    )
    op.create_index(op.f('ix_recognition_scan_recognition_id'), 'recognition_scan', ['recognition_id'], unique=False)
    op.create_index(op.f('ix_recognition_scan_sha256'), 'recognition_scan', ['sha256'], unique=False)
    op.create_table('recognition_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recognition_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('menunggu-pindaian', 'diajukan', 'dikembalikan', 'diakui', 'ditolak', 'ditarik', 'dicabut', name='recognitionstate', native_enum=False, length=30), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_recognition_step_by_id_account')),
    sa.ForeignKeyConstraint(['recognition_id'], ['recognition.id'], name=op.f('fk_recognition_step_recognition_id_recognition')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recognition_step'))
    )
    op.create_index(op.f('ix_recognition_step_recognition_id'), 'recognition_step', ['recognition_id'], unique=False)
    op.create_table('registration_basis',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('registration_id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('credential_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_registration_basis_credential_id_credential')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_registration_basis_registration_id_registration')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_basis')),
    sa.UniqueConstraint('registration_id', 'slug', 'credential_id', name=op.f('uq_registration_basis_registration_id_slug_credential_id'))
    )
    op.create_index(op.f('ix_registration_basis_credential_id'), 'registration_basis', ['credential_id'], unique=False)
    op.create_index(op.f('ix_registration_basis_registration_id'), 'registration_basis', ['registration_id'], unique=False)
    op.create_table('registration_move',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('registration_id', sa.Uuid(), nullable=False),
    sa.Column('from_code', sa.String(length=13), nullable=False),
    sa.Column('to_code', sa.String(length=13), nullable=False),
    sa.Column('moved_at', Instant(), nullable=False),
    sa.Column('moved_by_id', sa.Uuid(), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['from_code'], ['region.code'], name=op.f('fk_registration_move_from_code_region')),
    sa.ForeignKeyConstraint(['moved_by_id'], ['account.id'], name=op.f('fk_registration_move_moved_by_id_account')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_registration_move_registration_id_registration')),
    sa.ForeignKeyConstraint(['to_code'], ['region.code'], name=op.f('fk_registration_move_to_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_move'))
    )
    op.create_index(op.f('ix_registration_move_registration_id'), 'registration_move', ['registration_id'], unique=False)
    op.create_table('registration_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('registration_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.Enum('diajukan', 'dikembalikan', 'ditetapkan', 'ditolak', 'ditarik', 'berakhir', name='registrationstate', native_enum=False, length=30), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_registration_step_by_id_account')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_registration_step_registration_id_registration')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_step'))
    )
    op.create_index(op.f('ix_registration_step_registration_id'), 'registration_step', ['registration_id'], unique=False)
    op.create_table('duty_letter',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('appointment_id', sa.Uuid(), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('number', sa.String(length=80), nullable=False),
    sa.Column('number_key', sa.String(length=80), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('made_by_id', sa.Uuid(), nullable=True),
    sa.Column('drawn_at', Instant(), nullable=True),
    sa.Column('storage_key', sa.String(length=200), nullable=True),
    sa.Column('pdf_sha256', sa.String(length=64), nullable=True),
    sa.Column('pdf_bytes_count', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['appointment_id'], ['appointment.id'], name=op.f('fk_duty_letter_appointment_id_appointment')),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_duty_letter_made_by_id_account')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_duty_letter_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_letter')),
    sa.UniqueConstraint('region_code', 'year', 'number_key', name=op.f('uq_duty_letter_region_code_year_number_key')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_duty_letter_storage_key'))
    )
    op.create_index(op.f('ix_duty_letter_appointment_id'), 'duty_letter', ['appointment_id'], unique=False)
    op.create_table('self_application',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('receipt', sa.String(length=12), nullable=False),
    sa.Column('form_key', sa.Uuid(), nullable=False),
    sa.Column('angkatan_id', sa.Uuid(), nullable=False),
    sa.Column('sender_code', sa.String(length=13), nullable=False),
    sa.Column('domicile_code', sa.String(length=13), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('phone', sa.String(length=20), nullable=False),
    sa.Column('nik_sealed', sa.String(length=120), nullable=True),
    sa.Column('nik_fingerprint', sa.String(length=64), nullable=True),
    sa.Column('nik_masked', sa.String(length=16), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('notice_version', sa.String(length=20), nullable=True),
    sa.Column('state', sa.Enum('diajukan', 'dijadikan-usulan', 'ditolak', name='applicationstate', native_enum=False, length=30), nullable=False),
    sa.Column('submitted_at', Instant(), nullable=False),
    sa.Column('decided_at', Instant(), nullable=True),
    sa.Column('decided_by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('participation_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint("state <> 'ditolak' OR reason IS NOT NULL", name=op.f('ck_self_application_says_why_declined')),
    sa.CheckConstraint('person_id IS NOT NULL OR nik_sealed IS NOT NULL', name=op.f('ck_self_application_says_who')),
    sa.ForeignKeyConstraint(['angkatan_id'], ['angkatan.id'], name=op.f('fk_self_application_angkatan_id_angkatan')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_self_application_decided_by_id_account')),
    sa.ForeignKeyConstraint(['domicile_code'], ['region.code'], name=op.f('fk_self_application_domicile_code_region')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_self_application_participation_id_participation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_self_application_person_id_person')),
    sa.ForeignKeyConstraint(['sender_code'], ['region.code'], name=op.f('fk_self_application_sender_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_application')),
    sa.UniqueConstraint('form_key', name=op.f('uq_self_application_form_key')),
    sa.UniqueConstraint('receipt', name=op.f('uq_self_application_receipt'))
    )
    op.create_index(op.f('ix_self_application_angkatan_id'), 'self_application', ['angkatan_id'], unique=False)
    op.create_index(op.f('ix_self_application_nik_fingerprint'), 'self_application', ['nik_fingerprint'], unique=False)
    op.create_index(op.f('ix_self_application_person_id'), 'self_application', ['person_id'], unique=False)
    op.create_index(op.f('ix_self_application_sender_code'), 'self_application', ['sender_code'], unique=False)
    op.create_index('uq_self_application_open', 'self_application', ['angkatan_id', 'person_id'], unique=True, sqlite_where=sa.text("state = 'diajukan'"), postgresql_where=sa.text("state = 'diajukan'"))
    op.add_column('account', sa.Column('close_reason', sa.Text(), nullable=True))
    op.drop_index(op.f('ix_audit_entry_account_id'), table_name='audit_entry')
    op.drop_index(op.f('ix_audit_entry_region_code'), table_name='audit_entry')
    op.drop_index(op.f('ix_audit_entry_subject_id'), table_name='audit_entry')
    op.drop_index(op.f('ix_audit_entry_act'), table_name='audit_entry')
    op.create_index('ix_audit_entry_act', 'audit_entry', ['act', 'position'], unique=False)
    op.create_index('ix_audit_entry_account', 'audit_entry', ['account_id', 'position'], unique=False)
    op.create_index('ix_audit_entry_at', 'audit_entry', ['at'], unique=False)
    op.create_index('ix_audit_entry_kind', 'audit_entry', ['subject_kind', 'position'], unique=False)
    op.create_index('ix_audit_entry_region', 'audit_entry', ['region_code', 'position'], unique=False)
    op.create_index('ix_audit_entry_subject', 'audit_entry', ['subject_id', 'position'], unique=False)
    op.add_column('credential', sa.Column('merit', sa.Enum('lulus', 'mengikuti', 'diakui', 'terdaftar', name='merit', native_enum=False, length=30), server_default='lulus', nullable=False))
    op.add_column('participation', sa.Column('came', sa.Boolean(), nullable=True))
    op.add_column('person', sa.Column('merged_into_id', sa.Uuid(), sa.ForeignKey('person.id', name=op.f('fk_person_merged_into_id_person')), nullable=True), inline_references=True)
    op.create_index(op.f('ix_person_merged_into_id'), 'person', ['merged_into_id'], unique=False)
    op.add_column('region', sa.Column('desa_count', sa.Integer(), server_default='0', nullable=False))
    op.create_index('ix_region_level', 'region', ['level', 'is_active', 'code'], unique=False)
    op.add_column('role_grant', sa.Column('deputises_id', sa.Uuid(), sa.ForeignKey('role_grant.id', name=op.f('fk_role_grant_deputises_id_role_grant')), nullable=True), inline_references=True)
    op.create_index('ix_role_grant_ends', 'role_grant', ['ends_on'], unique=False)
    op.add_column('sign_in', sa.Column('factor_at', Instant(), nullable=True))


def _change_registration() -> None:
    op.drop_index('uq_registration_open', table_name='registration')
    with op.batch_alter_table('registration') as table:
        table.add_column(sa.Column('filed_by_id', sa.Uuid(), nullable=True))
        table.add_column(sa.Column('filed_note', sa.Text(), nullable=True))
        table.add_column(sa.Column('interviewed_on', sa.Date(), nullable=True))
        table.add_column(sa.Column('interviewed_by_id', sa.Uuid(), nullable=True))
        table.add_column(sa.Column('interview_note', sa.Text(), nullable=True))
        for name in ('filed_by_id', 'interviewed_by_id'):
            key = op.f(f'fk_registration_{name}_account')
            table.create_foreign_key(key, 'account', [name], ['id'])
        table.create_check_constraint(
            op.f('ck_registration_says_how_it_was_asked'),
            'filed_by_id IS NULL OR filed_note IS NOT NULL',
        )
    _index_registration(_LIVING)


def _index_registration(living: str) -> None:
    op.create_index(
        'uq_registration_open',
        'registration',
        ['person_id', 'family'],
        unique=True,
        sqlite_where=sa.text(living),
        postgresql_where=sa.text(living),
    )


def _change_requirements() -> None:
    with op.batch_alter_table('registration_requirement') as table:
        table.add_column(
            sa.Column('region_code', sa.String(length=13), server_default='ID', nullable=False)
        )
        table.drop_constraint(op.f('uq_registration_requirement_family_slug'), type_='unique')
        table.create_unique_constraint(
            op.f('uq_registration_requirement_family_slug_region_code'),
            ['family', 'slug', 'region_code'],
        )
        table.create_foreign_key(
            op.f('fk_registration_requirement_region_code_region'),
            'region',
            ['region_code'],
            ['code'],
        )
    with op.batch_alter_table('registration_requirement') as table:
        table.alter_column('region_code', server_default=None)


def _fill() -> None:
    """Say of what was there before what the new columns and tables ask.

    Standings and counters follow from the facts: `lms init` recounts them. Terms of those who were
    registered before are made by `lms registration load`.
    """
    op.execute("UPDATE credential SET merit = 'terdaftar' WHERE basis = 'penetapan'")
    op.execute("UPDATE credential SET merit = 'diakui' WHERE basis = 'diakui-dari-dokumen'")
    op.execute(
        "UPDATE credential SET merit = 'mengikuti' WHERE id IN "
        "(SELECT credential_id FROM decision WHERE outcome = 'telah-mengikuti')"
    )
    op.execute(
        "UPDATE participation SET came = EXISTS (SELECT 1 FROM mark "
        "WHERE mark.participation_id = participation.id AND mark.status IN ('hadir', 'terlambat') "
        "AND NOT EXISTS (SELECT 1 FROM mark AS later WHERE later.session_id = mark.session_id "
        "AND later.participation_id = mark.participation_id AND later.revision > mark.revision)) "
        "WHERE angkatan_id IN (SELECT id FROM angkatan WHERE stage = 'ditutup')"
    )
    op.execute(
        "UPDATE region SET desa_count = (SELECT count(*) FROM region AS inner_one "
        "WHERE inner_one.parent_code = region.code AND inner_one.level = 'desa' "
        "AND inner_one.is_active) WHERE level = 'kecamatan'"
    )
    with op.batch_alter_table('credential') as table:
        table.alter_column('merit', server_default=None)
    for level in ('kabupaten_kota', 'province', 'nation'):
        op.execute(
            "UPDATE region SET desa_count = (SELECT coalesce(sum(inner_one.desa_count), 0) "
            "FROM region AS inner_one WHERE inner_one.parent_code = region.code) "
            f"WHERE level = '{level}'"
        )


def _change_back() -> None:
    op.drop_index('uq_registration_open', table_name='registration')
    with op.batch_alter_table('registration') as table:
        table.drop_constraint(op.f('ck_registration_says_how_it_was_asked'), type_='check')
        for name in ('filed_by_id', 'interviewed_by_id'):
            table.drop_constraint(op.f(f'fk_registration_{name}_account'), type_='foreignkey')
        for name in ('interview_note', 'interviewed_by_id', 'interviewed_on', 'filed_note', 'filed_by_id'):
            table.drop_column(name)
    _index_registration(_LIVING_BEFORE)
    with op.batch_alter_table('registration_requirement') as table:
        table.drop_constraint(
            op.f('fk_registration_requirement_region_code_region'), type_='foreignkey'
        )
        table.drop_constraint(
            op.f('uq_registration_requirement_family_slug_region_code'), type_='unique'
        )
        table.create_unique_constraint(
            op.f('uq_registration_requirement_family_slug'), ['family', 'slug']
        )
        table.drop_column('region_code')


def _drop_tables() -> None:
    op.drop_column('sign_in', 'factor_at')
    op.drop_index('ix_role_grant_ends', table_name='role_grant')
    op.drop_column('role_grant', 'deputises_id')
    op.drop_index('ix_region_level', table_name='region')
    op.drop_column('region', 'desa_count')
    op.drop_index(op.f('ix_person_merged_into_id'), table_name='person')
    op.drop_column('person', 'merged_into_id')
    op.drop_column('participation', 'came')
    op.drop_column('credential', 'merit')
    op.drop_index('ix_audit_entry_subject', table_name='audit_entry')
    op.drop_index('ix_audit_entry_region', table_name='audit_entry')
    op.drop_index('ix_audit_entry_kind', table_name='audit_entry')
    op.drop_index('ix_audit_entry_at', table_name='audit_entry')
    op.drop_index('ix_audit_entry_account', table_name='audit_entry')
    op.drop_index('ix_audit_entry_act', table_name='audit_entry')
    op.create_index(op.f('ix_audit_entry_act'), 'audit_entry', ['act'], unique=False)
    op.create_index(op.f('ix_audit_entry_subject_id'), 'audit_entry', ['subject_id'], unique=False)
    op.create_index(op.f('ix_audit_entry_region_code'), 'audit_entry', ['region_code'], unique=False)
    op.create_index(op.f('ix_audit_entry_account_id'), 'audit_entry', ['account_id'], unique=False)
    op.drop_column('account', 'close_reason')
    op.drop_index('uq_self_application_open', table_name='self_application', sqlite_where=sa.text("state = 'diajukan'"), postgresql_where=sa.text("state = 'diajukan'"))
    op.drop_index(op.f('ix_self_application_sender_code'), table_name='self_application')
    op.drop_index(op.f('ix_self_application_person_id'), table_name='self_application')
    op.drop_index(op.f('ix_self_application_nik_fingerprint'), table_name='self_application')
    op.drop_index(op.f('ix_self_application_angkatan_id'), table_name='self_application')
    op.drop_table('self_application')
    op.drop_index(op.f('ix_duty_letter_appointment_id'), table_name='duty_letter')
    op.drop_table('duty_letter')
    op.drop_index(op.f('ix_registration_step_registration_id'), table_name='registration_step')
    op.drop_table('registration_step')
    op.drop_index(op.f('ix_registration_move_registration_id'), table_name='registration_move')
    op.drop_table('registration_move')
    op.drop_index(op.f('ix_registration_basis_registration_id'), table_name='registration_basis')
    op.drop_index(op.f('ix_registration_basis_credential_id'), table_name='registration_basis')
    op.drop_table('registration_basis')
    op.drop_index(op.f('ix_recognition_step_recognition_id'), table_name='recognition_step')
    op.drop_table('recognition_step')
    op.drop_index(op.f('ix_recognition_scan_sha256'), table_name='recognition_scan')
    op.drop_index(op.f('ix_recognition_scan_recognition_id'), table_name='recognition_scan')
    op.drop_table('recognition_scan')
    op.drop_index(op.f('ix_basis_note_registration_id'), table_name='basis_note')
    op.drop_table('basis_note')
    op.drop_index('uq_appointment_membership_number', table_name='appointment', sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
    op.drop_index('uq_appointment_current', table_name='appointment', sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
    op.drop_index(op.f('ix_appointment_valid_until'), table_name='appointment')
    op.drop_index(op.f('ix_appointment_registration_id'), table_name='appointment')
    op.drop_index(op.f('ix_appointment_duty_code'), table_name='appointment')
    op.drop_index(op.f('ix_appointment_decree_id'), table_name='appointment')
    op.drop_table('appointment')
    op.drop_index(op.f('ix_reported_count_angkatan_id'), table_name='reported_count')
    op.drop_table('reported_count')
    op.drop_index(op.f('ix_recovery_code_factor_id'), table_name='recovery_code')
    op.drop_table('recovery_code')
    op.drop_index('uq_recognition_living_paper', table_name='recognition', sqlite_where=sa.text("state NOT IN ('ditolak', 'ditarik', 'dicabut')"), postgresql_where=sa.text("state NOT IN ('ditolak', 'ditarik', 'dicabut')"))
    op.drop_index(op.f('ix_recognition_state'), table_name='recognition')
    op.drop_index(op.f('ix_recognition_person_id'), table_name='recognition')
    op.drop_index(op.f('ix_recognition_filed_by_id'), table_name='recognition')
    op.drop_table('recognition')
    op.drop_table('offer')
    op.drop_table('obliged_target')
    op.drop_table('obliged_fault')
    op.drop_index(op.f('ix_obligation_nik_fingerprint'), table_name='obligation')
    op.drop_table('obligation')
    op.drop_index(op.f('ix_meeting_summary_angkatan_id'), table_name='meeting_summary')
    op.drop_table('meeting_summary')
    op.drop_index(op.f('ix_api_call_person_id'), table_name='api_call')
    op.drop_index('ix_api_call_key_at', table_name='api_call')
    op.drop_table('api_call')
    op.drop_table('second_factor')
    op.drop_table('registration_practice')
    op.drop_index('uq_registration_document_current', table_name='registration_document', sqlite_where=sa.text('replaced_at IS NULL'), postgresql_where=sa.text('replaced_at IS NULL'))
    op.drop_index(op.f('ix_registration_document_person_id'), table_name='registration_document')
    op.drop_table('registration_document')
    op.drop_index(op.f('ix_recognition_sheet_uploaded_by_id'), table_name='recognition_sheet')
    op.drop_table('recognition_sheet')
    op.drop_index(op.f('ix_obliged_list_region_code'), table_name='obliged_list')
    op.drop_index('ix_obliged_list_key', table_name='obliged_list')
    op.drop_table('obliged_list')
    op.drop_table('decree')
    op.drop_index('ix_coverage_report_region', table_name='coverage_report')
    op.drop_table('coverage_report')
    op.drop_index(op.f('ix_api_key_region_code'), table_name='api_key')
    op.drop_table('api_key')
    op.drop_table('tally')
    op.drop_index('ix_standing_region', table_name='standing')
    op.drop_table('standing')
    op.drop_table('desa_tally')
    op.drop_table('audit_check')
    op.drop_table('audit_about')
