package drives

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fenceline/internal/domain"
)

const mounts = `22 27 0:20 / /proc rw,nosuid shared:5 - proc proc rw
27 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
28 27 8:1 / /boot/efi rw shared:2 - vfat /dev/sda1 rw
36 27 8:17 / /media/jo/PATCH\040STICK rw,nosuid shared:41 master:2 - vfat /dev/sdb1 rw,uid=1000
37 27 8:17 / /mnt/second/way/there rw - vfat /dev/sdb1 rw
38 27 8:17 /folder /media/jo/part rw - vfat /dev/sdb1 rw
39 27 8:33 / /mnt/usb rw - exfat /dev/sdc1 rw
40 27 8:49 / /mnt/disk rw - ext4 /dev/sdd1 rw
41 27 0:50 / /media/jo/share rw - cifs //nas/it rw
42 27 11:0 / /run/media/jo/DISC ro - iso9660 /dev/sr0 ro
a line that is none
43 27 8:65 / /media/cut
`

func TestMounted(t *testing.T) {
	got := mounted(mounts, func(device string) bool { return device == "8:33" || device == "8:1" || device == "254:1" })
	want := []domain.Drive{{Path: "/media/jo/PATCH STICK", Name: "PATCH STICK"}, {Path: "/mnt/usb", Name: "usb"}, {Path: "/run/media/jo/DISC", Name: "DISC"}}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %v, want %v", got[i], want[i])
		}
	}
}

// TestUnescaped: what the kernel escapes comes back as it was.
func TestUnescaped(t *testing.T) {
	escape := strings.NewReplacer(`\`, `\134`, " ", `\040`, "\t", `\011`, "\n", `\012`)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "path")
		if got := unescaped(escape.Replace(s)); got != s {
			t.Fatalf("%q came back as %q", s, got)
		}
	})
}

// TestMountedTakesAnything: no table of mounts, however broken, ends in a panic or
// in a place twice.
func TestMountedTakesAnything(t *testing.T) {
	word := rapid.OneOf(rapid.SampledFrom([]string{"-", "/", "/media/a", "/dev/sda1", "8:1", `\04`, `\040`, "\n", "rw"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(word).Draw(t, "words"), " ")
		seen := map[string]bool{}
		for _, d := range mounted(text, func(string) bool { return true }) {
			if seen[d.Path] {
				t.Fatalf("%s twice", d.Path)
			}
			seen[d.Path] = true
		}
	})
}

// TestList asks the system this runs on.
func TestList(t *testing.T) {
	all, err := List()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if d.Path == "" || d.Path == "/" {
			t.Errorf("%+v", d)
		}
	}
}

func BenchmarkList(b *testing.B) {
	for b.Loop() {
		if _, err := List(); err != nil {
			b.Fatal(err)
		}
	}
}
