package versiontext

import "testing"

func TestPlain(t *testing.T) {
	for _, s := range []string{"1", "2019", "v12.0", "V4.4.0.1", "Version 4.75", "version v1.0", "1.1e", "1.3.3U", "2.3.5SK.30084998",
		"1.4.2.0-9d9eff4", "4.18.0-305.el8_4", "1:2.3-1", "1.0.0-rc.1+build.5", "2.0~beta1", "12.2(33)SXI", "9.8(4)32", "15.2(7)E3",
		"10.0.17763.6893", "2023-11-05", "0.20240101", " 1.2 ", "5.8.0-4.module+el8.4.0+9822+20bf1249", "1_2_3"} {
		if !Plain(s) {
			t.Errorf("%q is the name of a version", s)
		}
	}
	for _, s := range []string{"", "n/a", "*", "All versions", "vers:all/*", "<V5", "<= 2", "2.x", "14.1.X", "8.0.x", "1.0+", "V175-V189",
		"2014-2016", "1.81.01-1.81.03", "V1.81.01 - V1.81.03", "28  - 32", "10 | 11", "4.4, 4.5", "1766-L32BXBA", "6SR325", "IPv6", "M221",
		"R211.1", "FW_1.2.10.9", "9.0 R2", "2012 R2", "1.0 and 1.1", "80d4004abc12", "b0ed758328f47f66438cb04396547b293a18511d", "SMR Aug-2023 Release 1",
		"Firmware 1.2", "2.0 (EOL)", "1..2", "1.2.", "git commit 80d4004", "1/2", `1\2`, "version"} {
		if Plain(s) {
			t.Errorf("%q passes as the name of a version", s)
		}
	}
}

func TestNothing(t *testing.T) {
	for s, want := range map[string]bool{"": true, " N/A ": true, "unspecified": true, "-": true, "0": false, "none": true, "nothing": false} {
		if Nothing(s) != want {
			t.Errorf("%q: want %v", s, want)
		}
	}
}

func TestRange(t *testing.T) {
	for s, want := range map[string]bool{"<V5": true, " vers:all/*": true, "4.4 | 6.0": true, "≤ 2": true, "1.0": false, "9.0 R2": false} {
		if Range(s) != want {
			t.Errorf("%q: want %v", s, want)
		}
	}
}
