package words

// englishParts are the parts of the English catalogue; no code stands in two.
func englishParts() []Catalogue {
	return []Catalogue{enPhrases, enDue, enReasons, enGaps, enExplain, enDesk, enFiles, enReaders, enInventories, enLists, enFields, enInventory, enWarnings, enStore, enEvents, enTrust, enAdvisories, enPayloads, enTasks, enTaskErrors, enVEX, enVEXErrors, enMatching, enPlan, enPlanErrors, enDeeds, enCheck, enCheckRules, enReadiness, enFetch, enRelations}
}

func english() Catalogue { return whole(englishParts()) }

func whole(parts []Catalogue) Catalogue {
	all := Catalogue{}
	for _, part := range parts {
		for code, template := range part {
			all[code] = template
		}
	}
	return all
}
