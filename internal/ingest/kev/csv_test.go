package kev

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fenceline/internal/domain"
	"fenceline/internal/ingest/csvdoc"
	"fenceline/internal/ingest/jsondoc"
)

const tableOf2021 = "cveID,vendorProject,product,vulnerabilityName,dateAdded,shortDescription,requiredAction,dueDate,knownRansomwareCampaignUse,notes,cwes\r\n" +
	"CVE-2025-1001,Git,Git,Git Link Following,2025-08-25,\"x, and\r\ny\",Apply mitigations,2025-09-15,Unknown,,\"CWE-59, CWE-436\"\r\n" +
	"CVE-2025-1002,Other,Other,Other,2025-08-20,,Patch,2025-09-10,,,\r\n"

func TestDecodeCSVGivesTheRowsOfTheJSON(t *testing.T) {
	fromCSV, err := decode(tableOf2021)
	if err != nil {
		t.Fatal(err)
	}
	fromJSON, err := decode(catalogue2021)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(fromJSON, fromCSV, cmpopts.IgnoreFields(domain.Signal{}, "Published")); diff != "" {
		t.Errorf("-json +csv:\n%s", diff)
	}
	if want := time.Date(2025, 8, 25, 0, 0, 0, 0, time.UTC); !fromCSV[1].Published.Equal(want) {
		t.Errorf("published %v, want the newest dateAdded, %v", fromCSV[1].Published, want)
	}
}

func TestDecodeCSVForensicTriage(t *testing.T) {
	for _, test := range []struct{ head, field, want string }{
		{"", "", ""},
		{",forensicTriage", ",true", "true"},
		{",forensicTriage", ",FALSE", "FALSE"},
		{",forensicTriage", ",Required within 72 hours", "Required within 72 hours"},
		{",forensicTriage", ",", ""},
	} {
		got, err := decode("dateAdded,cveID" + test.head + "\n2026-06-12,CVE-2026-1" + test.field + "\n")
		if err != nil || len(got) != 1 || got[0].Forensic != test.want || got[0].Due != "" || got[0].Value != "2026-06-12" {
			t.Errorf("%q: got %+v, %v", test.field, got, err)
		}
	}
}

func TestDecodeCSVRefuses(t *testing.T) {
	tests := []struct {
		name, text, place string
		code              domain.Code
	}{
		{"column missing", "cveID,product\nCVE-2026-1,x\n", "", csvdoc.CodeColumn},
		{"row without id", "cveID,dateAdded\n,2026-01-01\n", "line 2, cveID", csvdoc.CodeEmpty},
		{"row without date", "cveID,dateAdded\nCVE-2026-1,\n", "line 2, dateAdded", csvdoc.CodeEmpty},
		{"date that is none", "cveID,dateAdded\nCVE-2026-1,01/02/2026\n", "line 2, dateAdded", csvdoc.CodeValue},
		{"cut off", tableOf2021[:len(tableOf2021)-9], "line 4", csvdoc.CodeFields},
		{"cut off in a text", tableOf2021[:strings.Index(tableOf2021, "and\r\n")], "line 2", csvdoc.CodeSyntax},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := decode(test.text)
			var own *domain.Error
			if !errors.As(err, &own) || own.Code != test.code || own.Place != test.place || own.Op != op {
				t.Errorf("got %#v, want %s at %q", err, test.code, test.place)
			}
		})
	}
}

func TestDecodeCSVWarnsOnTheLastRow(t *testing.T) {
	got, err := decode("\xEF\xBB\xBFcveID,dateAdded,dueDate\nCVE-2026-1,2026-01-01,soon\nCVE-2026-1,2026-01-02,\n")
	if err != nil || len(got) != 2 {
		t.Fatalf("got %v, %v", got, err)
	}
	var codes []domain.Code
	for _, w := range got[1].Warnings {
		codes = append(codes, w.Code)
	}
	if diff := cmp.Diff([]domain.Code{jsondoc.WarnBOM, WarnDue, WarnTwice}, codes); diff != "" || got[0].Warnings != nil {
		t.Errorf("-want +got:\n%s", diff)
	}
}
