"""What is asked and answered, as schemas; the document /api/v1/openapi.json is made of them."""

from marshmallow import Schema, fields, validate

from lms.training.catalogue import Family

FAMILIES = [family.value for family in Family]


class _Strict(Schema):
    """Field names as in the document; unknown ones are refused."""


class EligibilityQuestion(_Strict):
    """Who is asked about. The NIK stands in the body, never in an address."""

    nik = fields.String(
        required=True,
        validate=validate.Length(1, 40),
        metadata={"description": "16 angka; spasi dan titik boleh ada."},
    )
    family = fields.String(
        load_default=Family.PSM.value,
        validate=validate.OneOf(FAMILIES),
        metadata={"description": "psm atau pensosmas."},
    )


class Requirement(_Strict):
    """One requirement, met or not, with its source."""

    slug = fields.String(required=True)
    title = fields.String(required=True)
    source = fields.String(required=True)
    is_met = fields.Boolean(required=True)
    explanation = fields.String(required=True)
    next_step = fields.String(required=True, allow_none=True)


class EligibilityAnswer(_Strict):
    """Whether a person may be registered, and why."""

    family = fields.String(required=True)
    as_of = fields.AwareDateTime(required=True)
    may_apply = fields.Boolean(required=True)
    registration = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "Keadaan pendaftaran yang terbuka atau terakhir."},
    )
    requirements = fields.List(fields.Nested(Requirement), required=True)


class Fact(_Strict):
    """A fact of a certificate, in the words on the paper."""

    label = fields.String(required=True)
    words = fields.String(required=True)


class CertificateAnswer(_Strict):
    """What the ledger says of a certificate; no NIK, no date of birth, no address."""

    status = fields.String(required=True, validate=validate.OneOf(["sah", "sah-contoh", "dicabut"]))
    as_of = fields.AwareDateTime(required=True)
    issued_at = fields.AwareDateTime(required=True)
    revoked_at = fields.AwareDateTime(required=True, allow_none=True)
    revoked_words = fields.String(required=True, allow_none=True)
    pdf_sha256 = fields.String(required=True, allow_none=True)
    facts = fields.List(fields.Nested(Fact), required=True)


class RegionCoverage(_Strict):
    """The figures of one region."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    obliged = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "null: belum ditetapkan siapa yang wajib."},
    )
    obliged_by_state = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        required=True,
        metadata={"description": "Jumlahnya selalu sama dengan obliged."},
    )
    others_by_state = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    registered = fields.Integer(required=True)
    desa = fields.Integer(required=True)
    desa_done = fields.Integer(required=True)


class CoverageAnswer(_Strict):
    """The figures of a region and of each part of it."""

    family = fields.String(required=True)
    tier = fields.String(required=True)
    as_of = fields.AwareDateTime(required=True)
    region = fields.Nested(RegionCoverage, required=True)
    parts = fields.List(fields.Nested(RegionCoverage), required=True)
