-- Broken glass opens no telephone that stands in a building, which is a place, and no reason why a child is protected, which may
-- say one. Of telephones only what is known to be a mobile is left: the form is that of `_is_at_a_place` in the vault.
CREATE POLICY no_place_under_glass ON people_contact AS RESTRICTIVE FOR SELECT TO reachable_app
    USING ((SELECT context.require()) IN ('ACTING', 'RUN')
           OR NOT about_id = ANY ((SELECT resolver.under_glass())::uuid[])
           OR (kind = 'PHONE'
               AND regexp_replace(replace(value, '(0)', ''), '[\s().–-]', '', 'g') ~ '^(0|(\+44|0044)0?)7[0-9]{9}$'));

CREATE POLICY no_place_under_glass ON places_protectionlook AS RESTRICTIVE FOR SELECT TO reachable_app
    USING ((SELECT context.require()) IN ('ACTING', 'RUN')
           OR NOT about_id = ANY ((SELECT resolver.under_glass())::uuid[]));
