"""Create the first tables."""

import sqlalchemy as sa
from alembic import op
from lms.kernel.model import Instant
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = ('default',)
depends_on = None


def upgrade() -> None:

    op.create_table('audit_entry',
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('act', sa.String(length=60), nullable=False),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.String(length=60), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('detail', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('previous_hash', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('position', name=op.f('pk_audit_entry'))
    )
    op.create_index(op.f('ix_audit_entry_account_id'), 'audit_entry', ['account_id'], unique=False)
    op.create_index(op.f('ix_audit_entry_act'), 'audit_entry', ['act'], unique=False)
    op.create_index(op.f('ix_audit_entry_region_code'), 'audit_entry', ['region_code'], unique=False)
    op.create_index(op.f('ix_audit_entry_subject_id'), 'audit_entry', ['subject_id'], unique=False)
    op.create_table('audit_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('position', sa.BigInteger(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_head'))
    )
    op.create_table('job',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('target_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('leased_until', Instant(), nullable=True),
    sa.Column('attempts_count', sa.Integer(), nullable=False),
    sa.Column('done_at', Instant(), nullable=True),
    sa.Column('failure', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job'))
    )
    op.create_index('ix_job_waiting', 'job', ['done_at', 'leased_until'], unique=False)
    op.create_table('module',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('loaded_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module')),
    sa.UniqueConstraint('digest', name=op.f('uq_module_digest'))
    )
    op.create_index(op.f('ix_module_slug'), 'module', ['slug'], unique=False)
    op.create_table('region',
    sa.Column('code', sa.String(length=13), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('search_name', sa.String(length=120), nullable=False),
    sa.Column('level', sa.Enum('nation', 'province', 'kabupaten_kota', 'kecamatan', 'desa', name='level', native_enum=False, length=30), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('parent_code', sa.String(length=13), nullable=True),
    sa.Column('postal_code', sa.String(length=5), nullable=True),
    sa.Column('zone', sa.Enum('WIB', 'WITA', 'WIT', name='zone', native_enum=False, length=30), nullable=False),
    sa.Column('source', sa.String(length=80), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.CheckConstraint("code <> ''", name=op.f('ck_region_has_code')),
    sa.ForeignKeyConstraint(['parent_code'], ['region.code'], name=op.f('fk_region_parent_code_region')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_region'))
    )
    op.create_index(op.f('ix_region_parent_code'), 'region', ['parent_code'], unique=False)
    op.create_index('ix_region_search', 'region', ['level', 'search_name'], unique=False)
    op.create_table('registration_requirement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family', sa.String(length=20), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('demand', sa.Enum('memegang', 'usia', 'nik', 'domisili', 'pernyataan', name='demand', native_enum=False, length=30), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('value', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration_requirement')),
    sa.UniqueConstraint('family', 'slug', name=op.f('uq_registration_requirement_family_slug'))
    )
    op.create_index(op.f('ix_registration_requirement_family'), 'registration_requirement', ['family'], unique=False)
    op.create_table('rubric_version',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('loaded_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rubric_version')),
    sa.UniqueConstraint('digest', name=op.f('uq_rubric_version_digest'))
    )
    op.create_index(op.f('ix_rubric_version_slug'), 'rubric_version', ['slug'], unique=False)
    op.create_table('series',
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_series'))
    )
    op.create_table('tier',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('family', sa.Enum('psm', 'pensosmas', name='family', native_enum=False, length=30), nullable=False),
    sa.Column('slug', sa.String(length=20), nullable=False),
    sa.Column('title', sa.String(length=60), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tier')),
    sa.UniqueConstraint('family', 'position', name=op.f('uq_tier_family_position')),
    sa.UniqueConstraint('family', 'slug', name=op.f('uq_tier_family_slug'))
    )
    op.create_table('organisation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('short_name', sa.String(length=60), nullable=False),
    sa.Column('kind', sa.Enum('kementerian', 'balai', 'dinas', 'ipsm', 'lainnya', name='organisationkind', native_enum=False, length=30), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('unit_code', sa.String(length=40), nullable=False),
    sa.Column('address', sa.Text(), nullable=True),
    sa.Column('contact_name', sa.String(length=100), nullable=False),
    sa.Column('whatsapp', sa.String(length=20), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('successor_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('valid_until IS NULL OR valid_until >= valid_from', name=op.f('ck_organisation_ends_after_start')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_organisation_region_code_region')),
    sa.ForeignKeyConstraint(['successor_id'], ['organisation.id'], name=op.f('fk_organisation_successor_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation'))
    )
    op.create_index(op.f('ix_organisation_region_code'), 'organisation', ['region_code'], unique=False)
    op.create_table('person',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('search_name', sa.String(length=100), nullable=False),
    sa.Column('gelar_depan', sa.String(length=40), nullable=False),
    sa.Column('gelar_belakang', sa.String(length=60), nullable=False),
    sa.Column('sex', sa.Enum('L', 'P', name='sex', native_enum=False, length=30), nullable=True),
    sa.Column('born_on', sa.Date(), nullable=True),
    sa.Column('nik_sealed', sa.String(length=120), nullable=True),
    sa.Column('nik_fingerprint', sa.String(length=64), nullable=True),
    sa.Column('nik_masked', sa.String(length=16), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('domicile_code', sa.String(length=13), nullable=True),
    sa.Column('address', sa.Text(), nullable=True),
    sa.Column('created_at', Instant(), nullable=False),
    sa.CheckConstraint('length(name) BETWEEN 1 AND 100', name=op.f('ck_person_has_name')),
    sa.ForeignKeyConstraint(['domicile_code'], ['region.code'], name=op.f('fk_person_domicile_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('nik_fingerprint', name=op.f('uq_person_nik_fingerprint'))
    )
    op.create_index(op.f('ix_person_domicile_code'), 'person', ['domicile_code'], unique=False)
    op.create_index(op.f('ix_person_email'), 'person', ['email'], unique=False)
    op.create_index('ix_person_phone', 'person', ['phone'], unique=False)
    op.create_index('ix_person_search', 'person', ['search_name'], unique=False)
    op.create_table('programme',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('family', sa.Enum('psm', 'pensosmas', name='family', native_enum=False, length=30), nullable=False),
    sa.Column('tier_id', sa.Uuid(), nullable=True),
    sa.Column('organiser_levels', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('requires', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('document_title', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['tier_id'], ['tier.id'], name=op.f('fk_programme_tier_id_tier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme')),
    sa.UniqueConstraint('slug', name=op.f('uq_programme_slug'))
    )
    op.create_table('account',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('login_name', sa.String(length=60), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('activated_at', Instant(), nullable=True),
    sa.Column('notice_version', sa.String(length=20), nullable=True),
    sa.Column('notice_seen_at', Instant(), nullable=True),
    sa.Column('closed_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_account_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('login_name', name=op.f('uq_account_login_name')),
    sa.UniqueConstraint('person_id', name=op.f('uq_account_person_id'))
    )
    op.create_table('curriculum',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('jp_total', sa.Integer(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.CheckConstraint('jp_total >= 0', name=op.f('ck_curriculum_has_jp')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_curriculum_programme_id_programme')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_curriculum')),
    sa.UniqueConstraint('digest', name=op.f('uq_curriculum_digest')),
    sa.UniqueConstraint('programme_id', 'version', name=op.f('uq_curriculum_programme_id_version'))
    )
    op.create_table('access_code',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('purpose', sa.Enum('aktivasi', 'kata-sandi', name='codepurpose', native_enum=False, length=30), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('created_by_id', sa.Uuid(), nullable=True),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.Column('spent_at', Instant(), nullable=True),
    sa.Column('withdrawn_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_access_code_account_id_account')),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_access_code_created_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_access_code')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_access_code_code_hash'))
    )
    op.create_index(op.f('ix_access_code_account_id'), 'access_code', ['account_id'], unique=False)
    op.create_table('angkatan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('programme_id', sa.Uuid(), nullable=False),
    sa.Column('curriculum_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('bimtek', 'pembekalan', 'pelatihan', 'pembinaan', 'rakor', name='kind', native_enum=False, length=30), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('organiser_id', sa.Uuid(), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('zone', sa.Enum('WIB', 'WITA', 'WIT', name='zone', native_enum=False, length=30), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('stage', sa.Enum('direncanakan', 'berjalan', 'ditutup', 'dibatalkan', name='stage', native_enum=False, length=30), nullable=False),
    sa.Column('contact_name', sa.String(length=100), nullable=False),
    sa.Column('whatsapp', sa.String(length=20), nullable=False),
    sa.Column('number_pattern', sa.String(length=120), nullable=False),
    sa.Column('issue_place', sa.String(length=100), nullable=False),
    sa.Column('signatory_office', sa.String(length=160), nullable=False),
    sa.Column('signatory_name', sa.String(length=160), nullable=False),
    sa.Column('signatory_nip', sa.String(length=30), nullable=False),
    sa.Column('back_signatory_office', sa.String(length=160), nullable=False),
    sa.Column('back_signatory_name', sa.String(length=160), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('started_at', Instant(), nullable=True),
    sa.Column('closed_at', Instant(), nullable=True),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_angkatan_ends_after_start')),
    sa.CheckConstraint('number > 0', name=op.f('ck_angkatan_has_number')),
    sa.ForeignKeyConstraint(['curriculum_id'], ['curriculum.id'], name=op.f('fk_angkatan_curriculum_id_curriculum')),
    sa.ForeignKeyConstraint(['organiser_id'], ['organisation.id'], name=op.f('fk_angkatan_organiser_id_organisation')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_angkatan_programme_id_programme')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_angkatan_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_angkatan')),
    sa.UniqueConstraint('organiser_id', 'programme_id', 'year', 'number', name=op.f('uq_angkatan_organiser_id_programme_id_year_number'))
    )
    op.create_index(op.f('ix_angkatan_organiser_id'), 'angkatan', ['organiser_id'], unique=False)
    op.create_index(op.f('ix_angkatan_programme_id'), 'angkatan', ['programme_id'], unique=False)
    op.create_index(op.f('ix_angkatan_region_code'), 'angkatan', ['region_code'], unique=False)
    op.create_table('credential',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('achievement', sa.String(length=80), nullable=False),
    sa.Column('family', sa.String(length=20), nullable=False),
    sa.Column('tier', sa.String(length=20), nullable=True),
    sa.Column('version_id', sa.Uuid(), nullable=False),
    sa.Column('source_id', sa.Uuid(), nullable=False),
    sa.Column('cycle', sa.Integer(), nullable=False),
    sa.Column('basis', sa.Enum('kelulusan', 'penetapan', 'diakui-dari-dokumen', name='basis', native_enum=False, length=30), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('issuer_region_code', sa.String(length=13), nullable=False),
    sa.Column('issued_at', Instant(), nullable=False),
    sa.Column('issued_by_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('cycle >= 1', name=op.f('ck_credential_has_cycle')),
    sa.ForeignKeyConstraint(['issued_by_id'], ['account.id'], name=op.f('fk_credential_issued_by_id_account')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_credential_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_credential')),
    sa.UniqueConstraint('person_id', 'version_id', 'cycle', name=op.f('uq_credential_person_id_version_id_cycle'))
    )
    op.create_index(op.f('ix_credential_achievement'), 'credential', ['achievement'], unique=False)
    op.create_index(op.f('ix_credential_issuer_region_code'), 'credential', ['issuer_region_code'], unique=False)
    op.create_index(op.f('ix_credential_person_id'), 'credential', ['person_id'], unique=False)
    op.create_index(op.f('ix_credential_region_code'), 'credential', ['region_code'], unique=False)
    op.create_index(op.f('ix_credential_source_id'), 'credential', ['source_id'], unique=False)
    op.create_table('curriculum_material',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('curriculum_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('jp', sa.Integer(), nullable=False),
    sa.Column('mode', sa.Enum('tatap_muka', 'mandiri', name='mode', native_enum=False, length=30), nullable=False),
    sa.Column('module_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('jp > 0', name=op.f('ck_curriculum_material_has_jp')),
    sa.ForeignKeyConstraint(['curriculum_id'], ['curriculum.id'], name=op.f('fk_curriculum_material_curriculum_id_curriculum')),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_curriculum_material_module_id_module')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_curriculum_material')),
    sa.UniqueConstraint('curriculum_id', 'position', name=op.f('uq_curriculum_material_curriculum_id_position'))
    )
    op.create_index(op.f('ix_curriculum_material_curriculum_id'), 'curriculum_material', ['curriculum_id'], unique=False)
    op.create_table('curriculum_rubric',
    sa.Column('curriculum_id', sa.Uuid(), nullable=False),
    sa.Column('rubric_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['curriculum_id'], ['curriculum.id'], name=op.f('fk_curriculum_rubric_curriculum_id_curriculum')),
    sa.ForeignKeyConstraint(['rubric_id'], ['rubric_version.id'], name=op.f('fk_curriculum_rubric_rubric_id_rubric_version')),
    sa.PrimaryKeyConstraint('curriculum_id', 'rubric_id', name=op.f('pk_curriculum_rubric'))
    )
    op.create_table('role_grant',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.Enum('admin', 'organiser', 'registrar', 'officer', 'auditor', name='role', native_enum=False, length=30), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('granted_at', Instant(), nullable=False),
    sa.Column('granted_by_id', sa.Uuid(), nullable=True),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.Column('ended_by_id', sa.Uuid(), nullable=True),
    sa.Column('end_reason', sa.Text(), nullable=True),
    sa.CheckConstraint('ends_on IS NULL OR ends_on >= starts_on', name=op.f('ck_role_grant_ends_after_start')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_role_grant_account_id_account')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['account.id'], name=op.f('fk_role_grant_ended_by_id_account')),
    sa.ForeignKeyConstraint(['granted_by_id'], ['account.id'], name=op.f('fk_role_grant_granted_by_id_account')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_role_grant_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_role_grant_region_code_region')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grant'))
    )
    op.create_index(op.f('ix_role_grant_account_id'), 'role_grant', ['account_id'], unique=False)
    op.create_index(op.f('ix_role_grant_region_code'), 'role_grant', ['region_code'], unique=False)
    op.create_table('sign_in',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('device', sa.String(length=120), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.Column('seen_at', Instant(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sign_in_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_token_hash'))
    )
    op.create_index(op.f('ix_sign_in_account_id'), 'sign_in', ['account_id'], unique=False)
    op.create_table('certificate',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('credential_id', sa.Uuid(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=120), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('claims', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('claims_digest', sa.String(length=64), nullable=False),
    sa.Column('is_specimen', sa.Boolean(), nullable=False),
    sa.Column('issued_at', Instant(), nullable=False),
    sa.Column('drawn_at', Instant(), nullable=True),
    sa.Column('storage_key', sa.String(length=200), nullable=True),
    sa.Column('pdf_sha256', sa.String(length=64), nullable=True),
    sa.Column('pdf_bytes_count', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_certificate_credential_id_credential')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('credential_id', 'revision', name=op.f('uq_certificate_credential_id_revision')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_certificate_storage_key')),
    sa.UniqueConstraint('token', name=op.f('uq_certificate_token'))
    )
    op.create_index(op.f('ix_certificate_number'), 'certificate', ['number'], unique=False)
    op.create_index(op.f('ix_certificate_pdf_sha256'), 'certificate', ['pdf_sha256'], unique=False)
    op.create_table('decision_round',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('angkatan_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('decided_at', Instant(), nullable=False),
    sa.Column('decided_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['angkatan_id'], ['angkatan.id'], name=op.f('fk_decision_round_angkatan_id_angkatan')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_decision_round_decided_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_round')),
    sa.UniqueConstraint('angkatan_id', 'position', name=op.f('uq_decision_round_angkatan_id_position'))
    )
    op.create_table('kelas',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('angkatan_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['angkatan_id'], ['angkatan.id'], name=op.f('fk_kelas_angkatan_id_angkatan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kelas')),
    sa.UniqueConstraint('angkatan_id', 'name', name=op.f('uq_kelas_angkatan_id_name'))
    )
    op.create_index(op.f('ix_kelas_angkatan_id'), 'kelas', ['angkatan_id'], unique=False)
    op.create_table('nomination_sheet',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('angkatan_id', sa.Uuid(), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('rows', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('uploaded_at', Instant(), nullable=False),
    sa.Column('uploaded_by_id', sa.Uuid(), nullable=True),
    sa.Column('applied_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['angkatan_id'], ['angkatan.id'], name=op.f('fk_nomination_sheet_angkatan_id_angkatan')),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['account.id'], name=op.f('fk_nomination_sheet_uploaded_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nomination_sheet'))
    )
    op.create_index(op.f('ix_nomination_sheet_angkatan_id'), 'nomination_sheet', ['angkatan_id'], unique=False)
    op.create_table('partner',
    sa.Column('angkatan_id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['angkatan_id'], ['angkatan.id'], name=op.f('fk_partner_angkatan_id_angkatan')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_partner_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('angkatan_id', 'organisation_id', name=op.f('pk_partner'))
    )
    op.create_table('quota',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('angkatan_id', sa.Uuid(), nullable=False),
    sa.Column('sender_code', sa.String(length=13), nullable=True),
    sa.Column('sender_organisation_id', sa.Uuid(), nullable=True),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.CheckConstraint('(sender_code IS NULL) <> (sender_organisation_id IS NULL)', name=op.f('ck_quota_has_one_sender')),
    sa.CheckConstraint('seats > 0', name=op.f('ck_quota_has_seats')),
    sa.ForeignKeyConstraint(['angkatan_id'], ['angkatan.id'], name=op.f('fk_quota_angkatan_id_angkatan')),
    sa.ForeignKeyConstraint(['sender_code'], ['region.code'], name=op.f('fk_quota_sender_code_region')),
    sa.ForeignKeyConstraint(['sender_organisation_id'], ['organisation.id'], name=op.f('fk_quota_sender_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quota')),
    sa.UniqueConstraint('angkatan_id', 'sender_code', name=op.f('uq_quota_angkatan_id_sender_code')),
    sa.UniqueConstraint('angkatan_id', 'sender_organisation_id', name=op.f('uq_quota_angkatan_id_sender_organisation_id'))
    )
    op.create_index(op.f('ix_quota_angkatan_id'), 'quota', ['angkatan_id'], unique=False)
    op.create_table('registration',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('family', sa.String(length=20), nullable=False),
    sa.Column('region_code', sa.String(length=13), nullable=False),
    sa.Column('state', sa.Enum('diajukan', 'ditetapkan', 'ditolak', 'ditarik', name='registrationstate', native_enum=False, length=30), nullable=False),
    sa.Column('requirements', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('declarations', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('submitted_at', Instant(), nullable=False),
    sa.Column('submitted_by_id', sa.Uuid(), nullable=True),
    sa.Column('decided_at', Instant(), nullable=True),
    sa.Column('decided_by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('sk_number', sa.String(length=80), nullable=True),
    sa.Column('sk_on', sa.Date(), nullable=True),
    sa.Column('sk_signatory', sa.String(length=160), nullable=True),
    sa.Column('credential_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint("state <> 'ditetapkan' OR (sk_number IS NOT NULL AND sk_on IS NOT NULL)", name=op.f('ck_registration_has_sk_when_approved')),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_registration_credential_id_credential')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['account.id'], name=op.f('fk_registration_decided_by_id_account')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_registration_person_id_person')),
    sa.ForeignKeyConstraint(['region_code'], ['region.code'], name=op.f('fk_registration_region_code_region')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['account.id'], name=op.f('fk_registration_submitted_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration'))
    )
    op.create_index(op.f('ix_registration_person_id'), 'registration', ['person_id'], unique=False)
    op.create_index(op.f('ix_registration_region_code'), 'registration', ['region_code'], unique=False)
    op.create_index('uq_registration_open', 'registration', ['person_id', 'family'], unique=True, sqlite_where=sa.text("state IN ('diajukan', 'ditetapkan')"), postgresql_where=sa.text("state IN ('diajukan', 'ditetapkan')"))
    op.create_table('revocation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('credential_id', sa.Uuid(), nullable=False),
    sa.Column('revoked_at', Instant(), nullable=False),
    sa.Column('revoked_by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('public_words', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_revocation_credential_id_credential')),
    sa.ForeignKeyConstraint(['revoked_by_id'], ['account.id'], name=op.f('fk_revocation_revoked_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revocation')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_revocation_credential_id'))
    )
    op.create_table('participation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('angkatan_id', sa.Uuid(), nullable=False),
    sa.Column('kelas_id', sa.Uuid(), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('quota_id', sa.Uuid(), nullable=True),
    sa.Column('origin', sa.String(length=200), nullable=False),
    sa.Column('unsur', sa.String(length=80), nullable=False),
    sa.Column('state', sa.Enum('usulan', 'diundang', 'bersedia', 'menolak', 'cadangan', 'terdaftar', 'mundur', name='participationstate', native_enum=False, length=30), nullable=False),
    sa.Column('confirmed_name', sa.String(length=210), nullable=True),
    sa.Column('name_confirmed_at', Instant(), nullable=True),
    sa.Column('created_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['angkatan_id'], ['angkatan.id'], name=op.f('fk_participation_angkatan_id_angkatan')),
    sa.ForeignKeyConstraint(['kelas_id'], ['kelas.id'], name=op.f('fk_participation_kelas_id_kelas')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_participation_person_id_person')),
    sa.ForeignKeyConstraint(['quota_id'], ['quota.id'], name=op.f('fk_participation_quota_id_quota')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participation')),
    sa.UniqueConstraint('angkatan_id', 'person_id', name=op.f('uq_participation_angkatan_id_person_id'))
    )
    op.create_index(op.f('ix_participation_kelas_id'), 'participation', ['kelas_id'], unique=False)
    op.create_index(op.f('ix_participation_person_id'), 'participation', ['person_id'], unique=False)
    op.create_index(op.f('ix_participation_quota_id'), 'participation', ['quota_id'], unique=False)
    op.create_table('teaching',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kelas_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('duty', sa.Enum('widyaiswara', 'narasumber', 'fasilitator', 'panitia', name='duty', native_enum=False, length=30), nullable=False),
    sa.Column('ended_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['kelas_id'], ['kelas.id'], name=op.f('fk_teaching_kelas_id_kelas')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_teaching_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_teaching')),
    sa.UniqueConstraint('kelas_id', 'person_id', name=op.f('uq_teaching_kelas_id_person_id'))
    )
    op.create_index(op.f('ix_teaching_kelas_id'), 'teaching', ['kelas_id'], unique=False)
    op.create_index(op.f('ix_teaching_person_id'), 'teaching', ['person_id'], unique=False)
    op.create_table('test_window',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kelas_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('awal', 'akhir', name='testkind', native_enum=False, length=30), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('opened_at', Instant(), nullable=False),
    sa.Column('opened_by_id', sa.Uuid(), nullable=True),
    sa.Column('closed_at', Instant(), nullable=True),
    sa.Column('closed_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['closed_by_id'], ['account.id'], name=op.f('fk_test_window_closed_by_id_account')),
    sa.ForeignKeyConstraint(['kelas_id'], ['kelas.id'], name=op.f('fk_test_window_kelas_id_kelas')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['account.id'], name=op.f('fk_test_window_opened_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_test_window')),
    sa.UniqueConstraint('kelas_id', 'kind', 'position', name=op.f('uq_test_window_kelas_id_kind_position'))
    )
    op.create_table('training_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kelas_id', sa.Uuid(), nullable=False),
    sa.Column('material_id', sa.Uuid(), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('jp', sa.Integer(), nullable=False),
    sa.Column('starts_at', Instant(), nullable=False),
    sa.Column('ends_at', Instant(), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('opened_at', Instant(), nullable=True),
    sa.Column('closed_at', Instant(), nullable=True),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_training_session_ends_after_start')),
    sa.CheckConstraint('jp >= 0', name=op.f('ck_training_session_has_jp')),
    sa.ForeignKeyConstraint(['kelas_id'], ['kelas.id'], name=op.f('fk_training_session_kelas_id_kelas')),
    sa.ForeignKeyConstraint(['material_id'], ['curriculum_material.id'], name=op.f('fk_training_session_material_id_curriculum_material')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_session'))
    )
    op.create_index('ix_training_session_kelas_start', 'training_session', ['kelas_id', 'starts_at'], unique=False)
    op.create_table('attempt',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('window_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.Enum('awal', 'akhir', name='testkind', native_enum=False, length=30), nullable=False),
    sa.Column('paper', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('seed', sa.String(length=64), nullable=False),
    sa.Column('started_at', Instant(), nullable=False),
    sa.Column('deadline_at', Instant(), nullable=False),
    sa.Column('finished_at', Instant(), nullable=True),
    sa.Column('score_percent', sa.Numeric(precision=4, scale=1), nullable=True),
    sa.CheckConstraint('score_percent IS NULL OR score_percent BETWEEN 0 AND 100', name=op.f('ck_attempt_has_percent')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_attempt_participation_id_participation')),
    sa.ForeignKeyConstraint(['window_id'], ['test_window.id'], name=op.f('fk_attempt_window_id_test_window')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    sa.UniqueConstraint('participation_id', 'window_id', name=op.f('uq_attempt_participation_id_window_id'))
    )
    op.create_index(op.f('ix_attempt_window_id'), 'attempt', ['window_id'], unique=False)
    op.create_table('code_key',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('secret', sa.String(length=64), nullable=False),
    sa.Column('created_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_code_key_session_id_training_session')),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_code_key'))
    )
    op.create_table('decision',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('outcome', sa.Enum('lulus', 'telah-mengikuti', 'belum-lulus', name='outcome', native_enum=False, length=30), nullable=False),
    sa.Column('requirements', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('credential_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['credential_id'], ['credential.id'], name=op.f('fk_decision_credential_id_credential')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_decision_participation_id_participation')),
    sa.ForeignKeyConstraint(['round_id'], ['decision_round.id'], name=op.f('fk_decision_round_id_decision_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('round_id', 'participation_id', name=op.f('uq_decision_round_id_participation_id'))
    )
    op.create_index(op.f('ix_decision_participation_id'), 'decision', ['participation_id'], unique=False)
    op.create_table('mark',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('hadir', 'terlambat', 'izin', 'sakit', 'alpa', name='status', native_enum=False, length=30), nullable=False),
    sa.Column('way', sa.Enum('kode', 'qr', 'daftar', 'kertas', name='way', native_enum=False, length=30), nullable=False),
    sa.Column('marked_at', Instant(), nullable=False),
    sa.Column('marked_by_id', sa.Uuid(), nullable=True),
    sa.Column('receipt', sa.String(length=12), nullable=False),
    sa.Column('device', sa.String(length=64), nullable=True),
    sa.Column('contact', sa.String(length=32), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['marked_by_id'], ['account.id'], name=op.f('fk_mark_marked_by_id_account')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_mark_participation_id_participation')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_mark_session_id_training_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mark')),
    sa.UniqueConstraint('contact', name=op.f('uq_mark_contact')),
    sa.UniqueConstraint('receipt', name=op.f('uq_mark_receipt')),
    sa.UniqueConstraint('session_id', 'participation_id', 'revision', name=op.f('uq_mark_session_id_participation_id_revision'))
    )
    op.create_index(op.f('ix_mark_participation_id'), 'mark', ['participation_id'], unique=False)
    op.create_table('module_done',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.Uuid(), nullable=False),
    sa.Column('done_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_module_done_module_id_module')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_module_done_participation_id_participation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_module_done')),
    sa.UniqueConstraint('participation_id', 'module_id', name=op.f('uq_module_done_participation_id_module_id'))
    )
    op.create_table('participation_step',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('usulan', 'diundang', 'bersedia', 'menolak', 'cadangan', 'terdaftar', 'mundur', name='participationstate', native_enum=False, length=30), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_participation_step_by_id_account')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_participation_step_participation_id_participation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participation_step')),
    sa.UniqueConstraint('participation_id', 'position', name=op.f('uq_participation_step_participation_id_position'))
    )
    op.create_index(op.f('ix_participation_step_participation_id'), 'participation_step', ['participation_id'], unique=False)
    op.create_table('score',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('rubric_id', sa.Uuid(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Enum('draf', 'final', name='scorestage', native_enum=False, length=30), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('scored_at', Instant(), nullable=False),
    sa.Column('scored_by_id', sa.Uuid(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_score_participation_id_participation')),
    sa.ForeignKeyConstraint(['rubric_id'], ['rubric_version.id'], name=op.f('fk_score_rubric_id_rubric_version')),
    sa.ForeignKeyConstraint(['scored_by_id'], ['account.id'], name=op.f('fk_score_scored_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_score')),
    sa.UniqueConstraint('participation_id', 'rubric_id', 'revision', name=op.f('uq_score_participation_id_rubric_id_revision'))
    )
    op.create_index(op.f('ix_score_participation_id'), 'score', ['participation_id'], unique=False)
    op.create_table('self_check_answer',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('participation_id', sa.Uuid(), nullable=False),
    sa.Column('module_id', sa.Uuid(), nullable=False),
    sa.Column('question_key', sa.String(length=80), nullable=False),
    sa.Column('choice', sa.String(length=10), nullable=False),
    sa.Column('is_right', sa.Boolean(), nullable=False),
    sa.Column('answered_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['module_id'], ['module.id'], name=op.f('fk_self_check_answer_module_id_module')),
    sa.ForeignKeyConstraint(['participation_id'], ['participation.id'], name=op.f('fk_self_check_answer_participation_id_participation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_self_check_answer'))
    )
    op.create_index('ix_self_check_answer_of', 'self_check_answer', ['participation_id', 'module_id'], unique=False)
    op.create_table('session_trainer',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('teaching_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_session_trainer_session_id_training_session')),
    sa.ForeignKeyConstraint(['teaching_id'], ['teaching.id'], name=op.f('fk_session_trainer_teaching_id_teaching')),
    sa.PrimaryKeyConstraint('session_id', 'teaching_id', name=op.f('pk_session_trainer'))
    )
    op.create_table('response',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('attempt_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('choice', sa.String(length=10), nullable=False),
    sa.Column('saved_at', Instant(), nullable=False),
    sa.Column('saves_count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempt.id'], name=op.f('fk_response_attempt_id_attempt')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response')),
    sa.UniqueConstraint('attempt_id', 'position', name=op.f('uq_response_attempt_id_position'))
    )
    op.create_index(op.f('ix_response_attempt_id'), 'response', ['attempt_id'], unique=False)
    op.create_table('review',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=False),
    sa.Column('requirements', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=False),
    sa.Column('conclusion', sa.Text(), nullable=False),
    sa.Column('reviewed_at', Instant(), nullable=False),
    sa.Column('reviewed_by_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_review_decision_id_decision')),
    sa.ForeignKeyConstraint(['reviewed_by_id'], ['account.id'], name=op.f('fk_review_reviewed_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review'))
    )
    op.create_index(op.f('ix_review_decision_id'), 'review', ['decision_id'], unique=False)
    op.create_table('score_level',
    sa.Column('score_id', sa.Uuid(), nullable=False),
    sa.Column('criterion', sa.String(length=60), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.CheckConstraint('level BETWEEN 1 AND 4', name=op.f('ck_score_level_has_level')),
    sa.ForeignKeyConstraint(['score_id'], ['score.id'], name=op.f('fk_score_level_score_id_score')),
    sa.PrimaryKeyConstraint('score_id', 'criterion', name=op.f('pk_score_level'))
    )



def downgrade() -> None:

    op.drop_table('score_level')
    op.drop_index(op.f('ix_review_decision_id'), table_name='review')
    op.drop_table('review')
    op.drop_index(op.f('ix_response_attempt_id'), table_name='response')
    op.drop_table('response')
    op.drop_table('session_trainer')
    op.drop_index('ix_self_check_answer_of', table_name='self_check_answer')
    op.drop_table('self_check_answer')
    op.drop_index(op.f('ix_score_participation_id'), table_name='score')
    op.drop_table('score')
    op.drop_index(op.f('ix_participation_step_participation_id'), table_name='participation_step')
    op.drop_table('participation_step')
    op.drop_table('module_done')
    op.drop_index(op.f('ix_mark_participation_id'), table_name='mark')
    op.drop_table('mark')
    op.drop_index(op.f('ix_decision_participation_id'), table_name='decision')
    op.drop_table('decision')
    op.drop_table('code_key')
    op.drop_index(op.f('ix_attempt_window_id'), table_name='attempt')
    op.drop_table('attempt')
    op.drop_index('ix_training_session_kelas_start', table_name='training_session')
    op.drop_table('training_session')
    op.drop_table('test_window')
    op.drop_index(op.f('ix_teaching_person_id'), table_name='teaching')
    op.drop_index(op.f('ix_teaching_kelas_id'), table_name='teaching')
    op.drop_table('teaching')
    op.drop_index(op.f('ix_participation_quota_id'), table_name='participation')
    op.drop_index(op.f('ix_participation_person_id'), table_name='participation')
    op.drop_index(op.f('ix_participation_kelas_id'), table_name='participation')
    op.drop_table('participation')
    op.drop_table('revocation')
    op.drop_index('uq_registration_open', table_name='registration', sqlite_where=sa.text("state IN ('diajukan', 'ditetapkan')"), postgresql_where=sa.text("state IN ('diajukan', 'ditetapkan')"))
    op.drop_index(op.f('ix_registration_region_code'), table_name='registration')
    op.drop_index(op.f('ix_registration_person_id'), table_name='registration')
    op.drop_table('registration')
    op.drop_index(op.f('ix_quota_angkatan_id'), table_name='quota')
    op.drop_table('quota')
    op.drop_table('partner')
    op.drop_index(op.f('ix_nomination_sheet_angkatan_id'), table_name='nomination_sheet')
    op.drop_table('nomination_sheet')
    op.drop_index(op.f('ix_kelas_angkatan_id'), table_name='kelas')
    op.drop_table('kelas')
    op.drop_table('decision_round')
    op.drop_index(op.f('ix_certificate_pdf_sha256'), table_name='certificate')
    op.drop_index(op.f('ix_certificate_number'), table_name='certificate')
    op.drop_table('certificate')
    op.drop_index(op.f('ix_sign_in_account_id'), table_name='sign_in')
    op.drop_table('sign_in')
    op.drop_index(op.f('ix_role_grant_region_code'), table_name='role_grant')
    op.drop_index(op.f('ix_role_grant_account_id'), table_name='role_grant')
    op.drop_table('role_grant')
    op.drop_table('curriculum_rubric')
    op.drop_index(op.f('ix_curriculum_material_curriculum_id'), table_name='curriculum_material')
    op.drop_table('curriculum_material')
    op.drop_index(op.f('ix_credential_source_id'), table_name='credential')
    op.drop_index(op.f('ix_credential_region_code'), table_name='credential')
    op.drop_index(op.f('ix_credential_person_id'), table_name='credential')
    op.drop_index(op.f('ix_credential_issuer_region_code'), table_name='credential')
    op.drop_index(op.f('ix_credential_achievement'), table_name='credential')
    op.drop_table('credential')
    op.drop_index(op.f('ix_angkatan_region_code'), table_name='angkatan')
    op.drop_index(op.f('ix_angkatan_programme_id'), table_name='angkatan')
    op.drop_index(op.f('ix_angkatan_organiser_id'), table_name='angkatan')
    op.drop_table('angkatan')
    op.drop_index(op.f('ix_access_code_account_id'), table_name='access_code')
    op.drop_table('access_code')
    op.drop_table('curriculum')
    op.drop_table('account')
    op.drop_table('programme')
    op.drop_index('ix_person_search', table_name='person')
    op.drop_index('ix_person_phone', table_name='person')
    op.drop_index(op.f('ix_person_email'), table_name='person')
    op.drop_index(op.f('ix_person_domicile_code'), table_name='person')
    op.drop_table('person')
    op.drop_index(op.f('ix_organisation_region_code'), table_name='organisation')
    op.drop_table('organisation')
    op.drop_table('tier')
    op.drop_table('series')
    op.drop_index(op.f('ix_rubric_version_slug'), table_name='rubric_version')
    op.drop_table('rubric_version')
    op.drop_index(op.f('ix_registration_requirement_family'), table_name='registration_requirement')
    op.drop_table('registration_requirement')
    op.drop_index('ix_region_search', table_name='region')
    op.drop_index(op.f('ix_region_parent_code'), table_name='region')
    op.drop_table('region')
    op.drop_index(op.f('ix_module_slug'), table_name='module')
    op.drop_table('module')
    op.drop_index('ix_job_waiting', table_name='job')
    op.drop_table('job')
    op.drop_table('audit_head')
    op.drop_index(op.f('ix_audit_entry_subject_id'), table_name='audit_entry')
    op.drop_index(op.f('ix_audit_entry_region_code'), table_name='audit_entry')
    op.drop_index(op.f('ix_audit_entry_act'), table_name='audit_entry')
    op.drop_index(op.f('ix_audit_entry_account_id'), table_name='audit_entry')
    op.drop_table('audit_entry')

