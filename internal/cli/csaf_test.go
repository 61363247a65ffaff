package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sound is a document that keeps every mandatory rule.
const sound = `{"document":{"category":"csaf_base","csaf_version":"2.0","publisher":{"category":"vendor","name":"Meridian",
"namespace":"https://meridian.example"},"title":"Pump notice","tracking":{"current_release_date":"2026-03-01T08:00:00Z","id":"MER-1",
"initial_release_date":"2026-03-01T08:00:00Z","revision_history":[{"date":"2026-03-01T08:00:00Z","number":"1","summary":"First."}],
"status":"final","version":"1"}}}`

func TestValidateExitCodes(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("good.json", sound)
	bad := write("bad.json", strings.Replace(sound, `"title":"Pump notice",`, "", 1))
	cases := []struct {
		name  string
		files []string
		code  int
	}{
		{"valid", []string{good}, ExitDone},
		{"invalid", []string{good, bad}, ExitInput},
		{"no JSON", []string{write("cut.json", sound[:40])}, ExitInput},
		{"another format", []string{write("other.json", `{"a": 1}`)}, ExitInput},
		{"a newer edition", []string{write("new.json", strings.Replace(sound, `"2.0"`, `"3.0"`, 1))}, ExitInput},
		{"nothing there", []string{filepath.Join(dir, "none.json")}, ExitState},
		{"no file named", nil, ExitUsage},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var out, errs bytes.Buffer
			args := append([]string{"--data", filepath.Join(dir, "desk"), "csaf", "validate", "--json"}, c.files...)
			if code := Run(context.Background(), Env{Stdout: &out, Stderr: &errs}, args); code != c.code {
				t.Errorf("code %d, want %d\n%s%s", code, c.code, out.String(), errs.String())
			}
			for line := range strings.Lines(out.String()) {
				var object map[string]any
				if err := json.Unmarshal([]byte(line), &object); err != nil || object["file"] == nil || object["valid"] == nil || object["findings"] == nil {
					t.Errorf("no object of a file: %s %v", line, err)
				}
			}
		})
	}
	if got, err := os.ReadFile(good); err != nil || string(got) != sound {
		t.Errorf("the document was changed: %v", err)
	}
}
