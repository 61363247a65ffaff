package inventory

import (
	"encoding/binary"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"fenceline/internal/ingest/table"
)

// inUTF16 writes a text with a byte-order mark.
func inUTF16(text string, order binary.AppendByteOrder) []byte {
	out := order.AppendUint16(nil, 0xfeff)
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

// TestEncodings holds that every sample says the same in every encoding and with
// every line end that the tools of Windows write. XML states its encoding itself.
func TestEncodings(t *testing.T) {
	tried := 0
	for name, data := range samples(t) {
		if strings.HasSuffix(name, ".xml") || strings.Contains(name, ".collected.") {
			continue // a collected file bears a hash of its bytes
		}
		text, _, err := table.Text("test", data)
		if err != nil {
			t.Fatal(err)
		}
		want, err := decode([]byte(text), "")
		if err != nil || len(want) == 0 {
			t.Fatalf("%s: %v", name, err)
		}
		for how, data := range map[string][]byte{
			"with a byte-order mark":      []byte("\ufeff" + text),
			"UTF-16, low byte first":      inUTF16(text, binary.LittleEndian),
			"UTF-16, high byte first":     inUTF16(text, binary.BigEndian),
			"lines end with CR LF":        []byte(strings.ReplaceAll(text, "\n", "\r\n")),
			"lines end with CR":           []byte(strings.ReplaceAll(text, "\n", "\r")),
			"UTF-16 and lines with CR LF": inUTF16(strings.ReplaceAll(text, "\n", "\r\n"), binary.LittleEndian),
		} {
			if strings.HasSuffix(name, ".log") && how == "lines end with CR" {
				continue // osquery writes its log itself
			}
			tried++
			got, err := decode(data, "")
			if err != nil || len(got) != len(want) {
				t.Errorf("%s %s: %d machines, %v", name, how, len(got), err)
				continue
			}
			for i := range got {
				if !reflect.DeepEqual(got[i].Components, want[i].Components) || !reflect.DeepEqual(got[i].Census, want[i].Census) {
					t.Errorf("%s %s: %+v, want %+v", name, how, got[i].Census, want[i].Census)
				}
			}
		}
	}
	if tried < 90 {
		t.Errorf("only %d tried", tried)
	}
}

// TestWindows1252 reads a list that an older program of Windows wrote.
func TestWindows1252(t *testing.T) {
	all, err := decode([]byte("DisplayName,DisplayVersion,Publisher,PSPath\nB\xfcroplan,3.1,M\xfcller AG,HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\B\n"), "")
	if err != nil || len(all) != 1 || len(all[0].Components) == 0 || all[0].Components[0].Name != "Büroplan" {
		t.Fatalf("%+v %v", all, err)
	}
	if len(all[0].Warnings) == 0 {
		t.Error("that it was not UTF-8 is not said")
	}
}
