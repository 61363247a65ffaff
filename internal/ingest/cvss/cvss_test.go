package cvss

import (
	"testing"

	"fenceline/internal/domain"
)

func TestFromVector(t *testing.T) {
	tests := []struct {
		vector, version, severity string
		base                      float64
	}{
		{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "3.1", "CRITICAL", 9.8},
		{"CVSS:3.0/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", "3.0", "HIGH", 7.8},
		{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U/RL:O/RC:C", "3.1", "CRITICAL", 9.8},
		{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", "3.1", "NONE", 0},
		{"AV:N/AC:L/Au:N/C:C/I:C/A:C", "2.0", "HIGH", 10},
		{"(AV:N/AC:M/Au:N/C:P/I:N/A:N)", "2.0", "MEDIUM", 4.3},
		{"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "4.0", "CRITICAL", 9.3},
		{"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U", "4.0", "CRITICAL", 9.3},
	}
	for _, test := range tests {
		got, err := FromVector(test.vector)
		if err != nil || got.Version != test.version || got.Base != test.base || got.Severity != test.severity {
			t.Errorf("%s: got %+v %v, want %s %.1f %s", test.vector, got, err, test.version, test.base, test.severity)
		}
	}
	for _, vector := range []string{"", "none", "CVSS:3.1/AV:N", "CVSS:5.0/AV:N", "CVSS:3.1/", "CVSS:4.0/", "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"} {
		if got, err := FromVector(vector); err == nil {
			t.Errorf("%q: got %+v, want an error", vector, got)
		}
	}
}

func TestStatedScore(t *testing.T) {
	const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
	tests := []struct {
		name   string
		stated Stated
		want   domain.Score
		code   domain.Code
	}{
		{"vector and number agree", Stated{Version: "3.1", Vector: vector, Base: 9.8, Source: "x"},
			domain.Score{Version: "3.1", Vector: vector, Base: 9.8, Severity: "CRITICAL", Source: "x"}, ""},
		{"the vector wins", Stated{Version: "3.0", Vector: vector, Base: 5, Severity: "low"},
			domain.Score{Version: "3.1", Vector: vector, Base: 9.8, Severity: "CRITICAL"}, WarnDiffers},
		{"number alone", Stated{Version: "3.1", Base: 5, Severity: "medium"},
			domain.Score{Version: "3.1", Base: 5, Severity: "MEDIUM"}, ""},
		{"vector that cannot be read", Stated{Version: "3.1", Vector: "high", Base: 7.5},
			domain.Score{Version: "3.1", Vector: "high", Base: 7.5}, WarnVector},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, code := test.stated.Score()
			if got != test.want || code != test.code {
				t.Errorf("got %+v %q, want %+v %q", got, code, test.want, test.code)
			}
		})
	}
}
