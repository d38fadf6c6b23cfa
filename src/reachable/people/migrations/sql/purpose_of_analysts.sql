-- As before, with the role that reads counts alone.
GRANT CREATE ON SCHEMA resolver TO reachable_resolver;
SET LOCAL ROLE reachable_resolver;
CREATE OR REPLACE FUNCTION resolver.is_purpose_of(role_code text, purpose_code text) RETURNS boolean
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(
        (SELECT purpose_code = ANY (listed.purposes)
         FROM (VALUES
            ('RECORDER', ARRAY['RECORDING']),
            ('PRACTITIONER', ARRAY['SAFEGUARDING', 'RETURN_FROM_MISSING']),
            ('DUTY_WORKER', ARRAY['SAFEGUARDING', 'TRIAGE', 'RETURN_FROM_MISSING']),
            ('COORDINATOR', ARRAY['TRIAGE', 'SAFEGUARDING', 'MATCHING_REVIEW', 'RETURN_FROM_MISSING']),
            ('CUSTODY_SERGEANT', ARRAY['CUSTODY_CARE']),
            ('SAFEGUARDING_LEAD', ARRAY['SAFEGUARDING', 'RETURN_FROM_MISSING']),
            ('ALLEGATIONS_OFFICER', ARRAY['SAFEGUARDING']),
            ('EXTRACT_OFFICER', ARRAY['IMPORT']),
            ('SUPERVISOR', ARRAY['SUPERVISION', 'SAFEGUARDING', 'TRIAGE']),
            ('SEALING_AUTHORITY', ARRAY['SEALING']),
            ('ANALYST', ARRAY['STATISTICS'])) AS listed (role, purposes)
         WHERE listed.role = role_code),
        true)
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA resolver FROM reachable_resolver;
