package identity

import "testing"

func TestUbuntuProStreams(t *testing.T) {
	for _, tt := range []struct{ stream, version, base, of string }{
		{"Ubuntu:18.04", "1.2-0ubuntu1", "Ubuntu:18.04", "Ubuntu:18.04"},
		{"Ubuntu:18.04", "1.2-0ubuntu1+esm3", "Ubuntu:18.04", "Ubuntu:Pro:18.04"},
		{"Ubuntu:16.04", "4.15.0-1234.5~16.04.1~esm1", "Ubuntu:16.04", "Ubuntu:Pro:16.04"},
		{"Ubuntu:16.04", "1.2-0ubuntu1.esm1", "Ubuntu:16.04", "Ubuntu:Pro:16.04"},
		{"Ubuntu:18.04", "1.2+esmeralda1", "Ubuntu:18.04", "Ubuntu:18.04"},
		{"Ubuntu:Pro:18.04", "1", "Ubuntu:18.04", "Ubuntu:Pro:18.04"},
		{"Ubuntu:Pro:FIPS:20.04", "1", "Ubuntu:Pro:FIPS:20.04", "Ubuntu:Pro:FIPS:20.04"},
		{"Debian:12", "1.2+esm1", "Debian:12", "Debian:12"},
		{"", "1.2+esm1", "", ""},
	} {
		if base, of := BaseStream(tt.stream), StreamOf(tt.stream, tt.version); base != tt.base || of != tt.of {
			t.Errorf("%s %s: base %q, of %q; want %q, %q", tt.stream, tt.version, base, of, tt.base, tt.of)
		}
	}
}
