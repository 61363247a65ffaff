package words

// spanishParts are the parts of the Spanish catalogue, each beside the English one
// of the same name.
func spanishParts() []Catalogue {
	return []Catalogue{esPhrases, esAdvisories, esCheck, esCheckRules, esDeeds, esDesk, esDue, esEvents, esFetch, esFiles, esGaps, esInventory, esLists, esMatching, esPayloads, esPlan, esPlanErrors, esReaders, esInventories, esReadiness, esReasons, esExplain, esStore, esTasks, esTaskErrors, esTrust, esVEX, esVEXErrors, esWarnings, esFields, esRelations}
}

func spanish() Catalogue { return whole(spanishParts()) }

// spanishTexts are the Spanish sentences by their English.
func spanishTexts() map[string]string {
	all := map[string]string{}
	for _, part := range []map[string]string{
		esTextAdvisories,
		esTextAssetRules,
		esTextAssets,
		esTextCommands,
		esTextFrame,
		esTextGallery,
		esTextImports,
		esTextKeys,
		esTextLists,
		esTextPictures,
		esTextPlan,
		esTextReporting,
		esTextReports,
		esTextRooms,
		esTextSettings,
		esTextTaskforms,
		esTextTasks,
		esTextTickets,
		esTextToday,
		esTextValues,
		esTextVex,
		esTextWhy,
		esTextWindowA,
		esTextWindowB,
	} {
		for english, text := range part {
			all[english] = text
		}
	}
	return all
}
