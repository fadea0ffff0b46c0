-- The end of a year of the journal (product/network.md §11): its entries go, their hashes stay in the tree.
-- The act that records it (`retention.journal_year_retired`) is in the same transaction; without it, a verification
-- takes the missing entries for a tampering.
CREATE FUNCTION core.retire_journal_year(year integer, now timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  name text := 'journal_entry_' || lpad(year::text, 4, '0');
  ended timestamptz := make_timestamptz(year + 1, 1, 1, 0, 0, 0, 'UTC');
  entries bigint;
BEGIN
  IF NOT core.is_system() THEN RAISE EXCEPTION 'seul Airial ôte une année du journal' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF to_regclass('core.' || name) IS NULL OR ended > now - interval '3 years' THEN RETURN NULL; END IF;
  EXECUTE format('SELECT count(*) FROM core.%I', name) INTO entries;
  IF entries = 0 THEN RETURN NULL; END IF;
  -- What served a mandate stays six years; what is not in the tree yet stays until it is.
  IF ended > now - interval '6 years' THEN
    DECLARE served boolean;
    BEGIN
      EXECUTE format('SELECT EXISTS (SELECT FROM core.%I WHERE mandate_ref IS NOT NULL)', name) INTO served;
      IF served THEN RETURN NULL; END IF;
    END;
  END IF;
  IF EXISTS (SELECT FROM core.journal_pending WHERE at < ended AND at >= make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC')) THEN RETURN NULL; END IF;
  DELETE FROM core.journal_detail WHERE at < ended AND at >= make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC');
  EXECUTE format('ALTER TABLE core.journal_entry DETACH PARTITION core.%I', name);
  EXECUTE format('DROP TABLE core.%I', name);
  RETURN entries;
END $$;
