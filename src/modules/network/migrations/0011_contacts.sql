-- Ways to reach an account, changed and proven (product/network.md §3.3, §3.5, §3.10).

-- A password opens nothing alone: an address or a proven telephone says whose it is.
CREATE OR REPLACE FUNCTION network.account_can_be_opened() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE of_account uuid;
BEGIN
  IF TG_TABLE_NAME = 'account' THEN of_account := NEW.id; ELSE of_account := OLD.account_id; END IF;
  IF EXISTS (
    SELECT FROM network.account a WHERE a.id = of_account AND a.state = 'actif' AND a.email_verified_at IS NULL
      AND NOT ((a.email IS NOT NULL OR a.phone_verified_at IS NOT NULL)
        AND EXISTS (SELECT FROM network.credential_password WHERE account_id = a.id))
      AND NOT EXISTS (SELECT FROM network.credential_passkey WHERE account_id = a.id)
      AND NOT EXISTS (SELECT FROM network.credential_card WHERE account_id = a.id AND ended_at IS NULL)
      AND NOT EXISTS (SELECT FROM network.credential_federated WHERE account_id = a.id)
  ) THEN
    RAISE EXCEPTION 'no means' USING ERRCODE = 'check_violation', CONSTRAINT = 'account_can_be_opened';
  END IF;
  RETURN NULL;
END $$;

-- A couple, a family share a telephone; a sign-in tries the password on each account, hence three at most.
CREATE INDEX account_phone ON network.account (phone) WHERE phone_verified_at IS NOT NULL AND state <> 'clos';
CREATE FUNCTION network.phone_shared_by_few() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  -- One number at a time: two accounts opened at the same moment see each other.
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.phone, 11));
  IF (SELECT count(*) FROM network.account
      WHERE phone = NEW.phone AND phone_verified_at IS NOT NULL AND state <> 'clos' AND id <> NEW.id) >= 3 THEN
    RAISE EXCEPTION 'phone' USING ERRCODE = 'check_violation', CONSTRAINT = 'phone_shared_by_few';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER phone_shared_by_few_new BEFORE INSERT ON network.account
  FOR EACH ROW WHEN (NEW.phone_verified_at IS NOT NULL) EXECUTE FUNCTION network.phone_shared_by_few();
CREATE TRIGGER phone_shared_by_few_change BEFORE UPDATE ON network.account
  FOR EACH ROW WHEN (NEW.phone_verified_at IS NOT NULL AND NEW.phone IS DISTINCT FROM OLD.phone)
  EXECUTE FUNCTION network.phone_shared_by_few();

-- A link is found by its secret; a code never is: it belongs to one browser and one account.
CREATE UNIQUE INDEX challenge_email_change ON network.challenge (secret_hash) WHERE kind = 'email_change';

-- The number is proven; the account opens with the passphrase.
ALTER TABLE network.challenge DROP CONSTRAINT challenge_kind_check;
ALTER TABLE network.challenge ADD CONSTRAINT challenge_kind_check CHECK (kind IN ('magic_link', 'sms_code',
  'passkey_registration', 'passkey_sign_in', 'federation', 'second_factor', 'totp_set_up', 'recovery_sheet',
  'email_change', 'phone_opening'));
