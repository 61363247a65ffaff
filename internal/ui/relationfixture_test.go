package ui

import (
	"context"
	"strconv"

	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

// Relations of the fixture: a task with what it clears, "CVE-ALONE" that touches
// nothing, and "everything", which is more than a picture holds.
func (f *fixture) Relations(_ context.Context, kind domain.RelationKind, key string, most int) (domain.Relations, error) {
	var w domain.RelationWeb
	center := w.Node(kind, key, key, "Update tomcat-catalina to 10.1.52")
	switch key {
	case "CVE-ALONE":
		return w.Around(center, most), f.err
	case "everything":
		for i := range 90 {
			n := strconv.Itoa(i)
			asset := w.Node(domain.RelAsset, n, "WS-NURSE-"+n, "Ward workstation")
			component := w.Node(domain.RelComponent, n, "component-with-a-rather-long-name-"+strconv.Itoa(i%40), "4.17."+n)
			w.Join(component, asset, "", false)
			w.Join(asset, center, "", false)
			w.Join(w.Node(domain.RelVulnerability, n, "CVE-2026-"+strconv.Itoa(50000+i%60), ""), component, "", i%3 == 0)
		}
		return w.Around(center, most), f.err
	}
	flaw := w.Node(domain.RelVulnerability, "CVE-2026-51877", "CVE-2026-51877", "")
	component := w.Node(domain.RelComponent, "tomcat", "tomcat-catalina", "10.1.48")
	other := w.Node(domain.RelComponent, "libtomcat", "libtomcat-java", "10.1.48-1")
	for _, a := range [][2]string{{"PORTAL-01", "Patient portal"}, {"PORTAL-TEST", "Patient portal, test"}} {
		asset := w.Node(domain.RelAsset, a[0], a[0], a[1])
		w.Join(component, asset, "", false)
		w.Join(asset, center, "", false)
	}
	w.Join(other, w.Node(domain.RelAsset, "LAB-IF-01", "LAB-IF-01", "Laboratory interface"), "", false)
	w.Join(flaw, component, "", false)
	w.Join(flaw, other, "", true)
	for _, a := range [][2]string{{"AICH-2026-0118", "Apache Tomcat: request smuggling"}, {"GHSA-smpl-tomc-0001", "Tomcat request smuggling"}, {"report--8e2e2d2b", "Portals of hospitals entered"}} {
		w.Join(w.Node(domain.RelAdvisory, a[0], a[0], a[1]), flaw, "", false)
	}
	w.Join(w.Node(domain.RelThreat, "t", "T1190 Exploit Public-Facing Application", "attack-pattern"), flaw, "targets", false)
	w.Join(w.Node(domain.RelThreat, "c", "Night Ward", "campaign"), w.Node(domain.RelAdvisory, "report--8e2e2d2b", "", ""), "", false)
	return w.Around(center, most), f.err
}

// toRelations goes to what a thing touches.
func toRelations(kind domain.RelationKind, key string) func(w *Window) {
	return func(w *Window) { w.Go(screen.RelationsOf(kind, key)) }
}
