package ui

import (
	"fenceline/internal/domain"
	"fenceline/internal/screen"
)

func (w *Window) makeScreens() {
	d := w.deps.Desk
	w.frame = screen.NewFrame(d, w.run, func(s screen.FrameState) {
		w.drawFrame()
		if s.Stage == screen.Ready && s.Status.Older && !w.renewed {
			w.renewed = true // once; after a cancel the status bar offers it
			w.imports.Renew()
		}
	})
	w.deeds = screen.NewDeeds(w.run, func(s screen.DeedsState) {
		w.notice.draw()
		if s.Deed != nil && !s.Busy { // the counts in the rail and the log's head moved on
			w.frame.Refresh()
		}
	}, w.Refresh)
	w.plan = screen.NewPlan(d, w.run, w.deeds, func(s screen.PlanState) { show(w, screen.NamePlan, s, (*planView).show) })
	w.today = screen.NewToday(d, w.run, w.deeds, func(s screen.TodayState) { show(w, screen.NameToday, s, (*todayView).show) })
	w.tasks = screen.NewTasks(d, w.run, w.deeds, func(s screen.TasksState) { show(w, screen.NameTasks, s, (*tasksView).show) })
	w.assets = screen.NewAssets(d, w.deps.AddAsset, w.run, w.deeds, func(s screen.AssetsState) {
		show(w, screen.NameAssets, s, (*assetsView).show)
		w.offer.showAssets(w.assets.All())
	})
	w.advisories = screen.NewAdvisories(d, w.run, w.deeds, func(s screen.AdvisoriesState) {
		show(w, screen.NameAdvisories, s, (*advisoriesView).show)
		w.frame.Counted(s.Counts)
	})
	w.findings = screen.NewFindings(d, w.run, w.deeds, func(s screen.FindingsState) { show(w, screen.NameFindings, s, (*findingsView).show) })
	w.decisions = screen.NewDecisions(d, w.run, w.deeds, func() domain.Day { return domain.DayOf(w.deps.Now(), w.zone()) }, func(screen.DecisionsState) {
		show(w, screen.NameFindings, w.findings.State(), (*findingsView).show)
		show(w, screen.NameTasks, w.tasks.State(), (*tasksView).show)
	}, w.Refresh)
	w.imports = screen.NewImports(d, w.run, w.deps.Now, func(s screen.ImportsState) {
		show(w, screen.NameImports, s, (*importsView).show)
		w.notice.draw()
		w.offer.show(s.Offer)
		w.drawFrame()
	}, w.Refresh)
	w.reports = screen.NewReports(d, w.run, func(s screen.ReportsState) { show(w, screen.NameReports, s, (*reportsView).show) })
	w.readiness = screen.NewReadiness(d, w.run, func(s screen.ReadinessState) { show(w, screen.NameReadiness, s, (*readinessView).show) })
	w.settings = screen.NewSettings(d, w.run, func(s screen.SettingsState) { show(w, screen.NameSettings, s, (*settingsView).show) }, w.Refresh)
	w.intake = screen.NewIntake(d, w.run, w.deps.Now, d.Drop, func(s screen.IntakeState) {
		show(w, screen.NameIntake, s, (*intakeView).show)
		w.drawFrame()
	}, w.Refresh)
	w.scan = screen.NewScan(d, w.run, w.deps.Now, func(s screen.ScanState) {
		show(w, screen.NameScan, s, (*scanView).show)
		w.drawFrame()
	}, w.scanned)
	w.export = screen.NewExport(writeRows, w.run, w.deps.Now, func(screen.ExportState) { w.drawFrame() })
	w.fetch = screen.NewFetch(d, w.run, w.deps.Now, func(s screen.FetchState) {
		show(w, screen.NameFetch, s, (*fetchView).show)
		w.drawFrame()
	}, w.fetched)
	w.relations = screen.NewRelations(d, w.run, func(s screen.RelationsState) { show(w, screen.NameRelations, s, (*relationsView).show) })
	w.search = screen.NewSearch(d, w.run, w.able, func(s screen.SearchState) { show(w, screen.NameSearch, s, (*searchView).show) })
}

// show hands a state to a screen's view, where it was built already; a view that
// is built later begins with the newest state.
func show[V view, S any](w *Window, name screen.Name, state S, draw func(V, S)) {
	if v, ok := w.views[name].(V); ok {
		draw(v, state)
	}
}

// view gives a screen's view and builds it when it is needed first: the window
// opens with one of them.
func (w *Window) view(name screen.Name) view {
	v, ok := w.views[name]
	if ok {
		return v
	}
	switch name {
	case screen.NameToday:
		v = newTodayView(w)
	case screen.NameTasks:
		v = newTasksView(w)
	case screen.NamePlan:
		v = newPlanView(w)
	case screen.NameAssets:
		v = newAssetsView(w)
	case screen.NameAdvisories:
		v = newAdvisoriesView(w)
	case screen.NameFindings:
		v = newFindingsView(w)
	case screen.NameReports:
		v = newReportsView(w)
	case screen.NameImports:
		v = newImportsView(w)
	case screen.NameReadiness:
		v = newReadinessView(w)
	case screen.NameIntake:
		v = newIntakeView(w)
	case screen.NameScan:
		v = newScanView(w)
	case screen.NameFetch:
		v = newFetchView(w)
	case screen.NameSettings:
		v = newSettingsView(w)
	case screen.NameRelations:
		v = newRelationsView(w)
	default:
		v = newSearchView(w)
	}
	all := w.views
	w.views = map[screen.Name]view{name: v} // only the new one is drawn
	w.redrawViews()
	all[name] = v
	w.views = all
	return v
}

// redrawViews hands every view the last state of its screen.
func (w *Window) redrawViews() {
	show(w, screen.NameToday, w.today.State(), (*todayView).show)
	show(w, screen.NameTasks, w.tasks.State(), (*tasksView).show)
	show(w, screen.NamePlan, w.plan.State(), (*planView).show)
	show(w, screen.NameAssets, w.assets.State(), (*assetsView).show)
	show(w, screen.NameAdvisories, w.advisories.State(), (*advisoriesView).show)
	show(w, screen.NameFindings, w.findings.State(), (*findingsView).show)
	show(w, screen.NameImports, w.imports.State(), (*importsView).show)
	show(w, screen.NameReports, w.reports.State(), (*reportsView).show)
	show(w, screen.NameReadiness, w.readiness.State(), (*readinessView).show)
	show(w, screen.NameSettings, w.settings.State(), (*settingsView).show)
	show(w, screen.NameIntake, w.intake.State(), (*intakeView).show)
	show(w, screen.NameScan, w.scan.State(), (*scanView).show)
	show(w, screen.NameFetch, w.fetch.State(), (*fetchView).show)
	show(w, screen.NameRelations, w.relations.State(), (*relationsView).show)
	show(w, screen.NameSearch, w.search.State(), (*searchView).show)
}
