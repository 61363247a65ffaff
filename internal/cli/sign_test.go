package cli_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"aead.dev/minisign"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	openpgp "github.com/ProtonMail/go-crypto/openpgp/v2"
	"github.com/rogpeppe/go-internal/testscript"
)

// scriptKeys are secret keys that a script made.
type scriptKeys struct {
	entity *openpgp.Entity
	mini   minisign.PrivateKey
}

func secret(ts *testscript.TestScript, keys *sync.Map, name string) *scriptKeys {
	k, ok := keys.Load(ts.Getenv("WORK") + name)
	if !ok {
		ts.Fatalf("no key %q was made", name)
	}
	return k.(*scriptKeys)
}

// newKey makes keys of that name, writes the public ones to NAME.asc and
// NAME.pub, and puts the OpenPGP fingerprint into the variable NAME.
func newKey(keys *sync.Map) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		name := args[0]
		at := func() time.Time { return time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC) }
		e, err := openpgp.NewEntity(name, "", name+"@example.org", &packet.Config{Time: at, Algorithm: packet.PubKeyAlgoEdDSA})
		ts.Check(err)
		public, private, err := minisign.GenerateKey(rand.Reader)
		ts.Check(err)
		keys.Store(ts.Getenv("WORK")+name, &scriptKeys{e, private})
		var out bytes.Buffer
		w, err := armor.Encode(&out, openpgp.PublicKeyType, nil)
		ts.Check(err)
		ts.Check(e.Serialize(w))
		ts.Check(w.Close())
		ts.Check(os.WriteFile(ts.MkAbs(name+".asc"), out.Bytes(), 0o600))
		text, err := public.MarshalText()
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(name+".pub"), text, 0o600))
		raw, err := base64.StdEncoding.DecodeString(public.String())
		ts.Check(err)
		sum := sha256.Sum256(raw)
		ts.Setenv(name+"_minisign", strings.ToUpper(hex.EncodeToString(sum[:])))
		ts.Setenv(name, strings.ToUpper(hex.EncodeToString(e.PrimaryKey.Fingerprint)))
	}
}

// sign writes FILE.asc by a key that newkey made: sign NAME FILE.
func sign(keys *sync.Map) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		k := secret(ts, keys, args[0])
		at := func() time.Time { return time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC) }
		for _, file := range args[1:] {
			var out bytes.Buffer
			ts.Check(openpgp.ArmoredDetachSign(&out, []*openpgp.Entity{k.entity}, strings.NewReader(ts.ReadFile(file)),
				&openpgp.SignParams{Config: &packet.Config{Time: at}}))
			ts.Check(os.WriteFile(ts.MkAbs(file+".asc"), out.Bytes(), 0o600))
		}
	}
}

// seal writes a bundle's manifest and its signature: seal NAME FOLDER SEQUENCE
// [PREVIOUS MANIFEST]. What FOLDER.bonds names is a payload.
func seal(keys *sync.Map) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		type line struct {
			Path   string `json:"path"`
			SHA256 string `json:"sha256"`
			Size   int    `json:"size"`

			Payload bool  `json:"payload,omitempty"`
			For     []any `json:"for,omitempty"`
		}
		bonds := map[string][]any{} // of FOLDER.bonds: what is a payload, and for what
		if data, err := os.ReadFile(ts.MkAbs(args[1] + ".bonds")); err == nil {
			ts.Check(json.Unmarshal(data, &bonds))
		}
		number, err := strconv.Atoi(args[2])
		ts.Check(err)
		m := map[string]any{"fenceline": "bundle manifest", "series": "county", "sequence": number, "previous": ""}
		if len(args) > 3 {
			sum := sha256.Sum256([]byte(ts.ReadFile(args[3])))
			m["previous"] = hex.EncodeToString(sum[:])
		}
		var lines []line
		root := ts.MkAbs(args[1])
		ts.Check(filepath.WalkDir(root, func(name string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), "fenceline-manifest") {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			sum := sha256.Sum256(data)
			rel, err := filepath.Rel(root, name)
			rel = filepath.ToSlash(rel)
			bond, payload := bonds[rel]
			lines = append(lines, line{rel, hex.EncodeToString(sum[:]), len(data), payload, bond})
			return err
		}))
		m["files"] = lines
		data, err := json.Marshal(m)
		ts.Check(err)
		name := filepath.Join(root, "fenceline-manifest.json")
		ts.Check(os.WriteFile(name, data, 0o600))
		ts.Check(os.WriteFile(name+".minisig", minisign.Sign(secret(ts, keys, args[0]).mini, data), 0o600))
	}
}
