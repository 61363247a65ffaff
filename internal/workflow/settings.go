package workflow

import (
	"net/url"
	"strconv"
	"time"

	"fenceline/internal/domain"
)

// checkDesk refuses settings that no due date could be computed with.
func checkDesk(desk domain.Desk, policies *domain.PolicySettings) error {
	bad := func(code domain.Code, value string) error {
		return &domain.Error{Kind: domain.Invalid, Op: "set desk", Subject: value, Code: code, Params: domain.Params{"value": value}}
	}
	if desk.Zone != "" {
		if _, err := time.LoadLocation(desk.Zone); err != nil {
			return bad("zone_unknown", desk.Zone)
		}
	}
	if desk.Policy != "" {
		if _, ok := policies.Table(desk.Policy); !ok {
			return bad("policy_unknown", desk.Policy)
		}
	}
	if at, err := url.Parse(desk.Website); desk.Website != "" && (err != nil || at.Scheme != "https" || at.Host == "" || at.RawQuery != "" || at.Fragment != "") {
		return bad("website_unreadable", desk.Website)
	}
	switch desk.CSAF {
	case "", domain.CSAFOff, domain.CSAFWarn, domain.CSAFQuarantine:
	default:
		return bad("csaf_setting_unknown", string(desk.CSAF))
	}
	if desk.Retention < 0 || desk.Retention > 100 {
		return bad("retention_unfit", strconv.Itoa(desk.Retention))
	}
	if desk.PayloadMiB < -1 || desk.PayloadMiB > 1<<20 {
		return bad("payload_limit_unfit", strconv.Itoa(desk.PayloadMiB))
	}
	switch desk.Missing {
	case "", domain.MissingFlat60, domain.MissingTableReading, domain.MissingWorstCase:
		return nil
	}
	return bad("missing_setting_unknown", string(desk.Missing))
}
