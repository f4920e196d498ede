<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CheckLine</name>
    <message numerus="yes">
        <source>%n record(s) from hospitals, not checked against the ledger yet</source>
        <translation>
            <numerusform>%n record from hospitals, not checked against the ledger yet</numerusform>
            <numerusform>%n records from hospitals, not checked against the ledger yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) from hospitals, all exactly as anchored</source>
        <translation>
            <numerusform>%n record from hospitals, exactly as anchored</numerusform>
            <numerusform>%n records from hospitals, all exactly as anchored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n record(s) from hospitals exactly as anchored</source>
        <extracomment>%1 how many of them</extracomment>
        <translation>
            <numerusform>%1 of %n record from hospitals exactly as anchored</numerusform>
            <numerusform>%1 of %n records from hospitals exactly as anchored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not checked yet</source>
        <translation>
            <numerusform>%n not checked yet</numerusform>
            <numerusform>%n not checked yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n replaced, deleted or not anchored</source>
        <translation>
            <numerusform>%n replaced, deleted or not anchored</numerusform>
            <numerusform>%n replaced, deleted or not anchored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not to be relied on: the red ones in the list</source>
        <translation>
            <numerusform>%n not to be relied on: the red one in the list</numerusform>
            <numerusform>%n not to be relied on: the red ones in the list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not to be relied on</source>
        <translation>
            <numerusform>%n not to be relied on</numerusform>
            <numerusform>%n not to be relied on</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoiceRows</name>
    <message numerus="yes">
        <source>%n records</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompletenessLine</name>
    <message numerus="yes">
        <source>%n hospitals check each other</source>
        <translation>
            <numerusform>%n hospital checks itself</numerusform>
            <numerusform>%n hospitals check each other</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftReader</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deterministic CBOR (RFC 8949), %n byte(s), sealed before it leaves this computer:</source>
        <translation>
            <numerusform>Deterministic CBOR (RFC 8949), %n byte, sealed before it leaves this computer:</numerusform>
            <numerusform>Deterministic CBOR (RFC 8949), %n bytes, sealed before it leaves this computer:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are older.</source>
        <translation>
            <numerusform>%n is older.</numerusform>
            <numerusform>%n are older.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other grant(s) already open something to %1. They stay as they are.</source>
        <translation>
            <numerusform>%n other grant already opens something to %1. It stays as it is.</numerusform>
            <numerusform>%n other grants already open something to %1. They stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of your records in this vault</source>
        <translation>
            <numerusform>%n of your records in this vault</numerusform>
            <numerusform>%n of your records in this vault</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them carry a mark of yours. Only this wallet knows your marks: this grant opens these records all the same. To hide a kind, set a rule.</source>
        <translation>
            <numerusform>%n of them carries a mark of yours. Only this wallet knows your marks: this grant opens this record all the same. To hide a kind, set a rule.</numerusform>
            <numerusform>%n of them carry a mark of yours. Only this wallet knows your marks: this grant opens these records all the same. To hide a kind, set a rule.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 &quot;a, b, c&quot;</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GrantEditor</name>
    <message numerus="yes">
        <source>Show %n kinds without records</source>
        <translation>
            <numerusform>Show %n kind without records</numerusform>
            <numerusform>Show %n kinds without records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthReader</name>
    <message numerus="yes">
        <source>%n value(s) in %1 are not drawn here: another unit is not converted.</source>
        <extracomment>%1 a unit</extracomment>
        <translation>
            <numerusform>%n value in %1 is not drawn here: another unit is not converted.</numerusform>
            <numerusform>%n values in %1 are not drawn here: another unit is not converted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) without an exact day are not drawn.</source>
        <translation>
            <numerusform>%n value without an exact day is not drawn.</numerusform>
            <numerusform>%n values without an exact day are not drawn.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) that were entered in error are left out.</source>
        <translation>
            <numerusform>%n value that was entered in error is left out.</numerusform>
            <numerusform>%n values that were entered in error are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) that were reported twice are shown once.</source>
        <translation>
            <numerusform>%n value that was reported twice is shown once.</numerusform>
            <numerusform>%n values that were reported twice are shown once.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HomeReader</name>
    <message numerus="yes">
        <source>And %n more accesses, all by your rules.</source>
        <translation>
            <numerusform>And %n more access, by your rules.</numerusform>
            <numerusform>And %n more accesses, all by your rules.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n without a rule</source>
        <translation>
            <numerusform>%n without a rule</numerusform>
            <numerusform>%n without a rule</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in an emergency</source>
        <translation>
            <numerusform>%n in an emergency</numerusform>
            <numerusform>%n in an emergency</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by your rules</source>
        <translation>
            <numerusform>%n by your rules</numerusform>
            <numerusform>%n by your rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more accesses: %1.</source>
        <translation>
            <numerusform>And %n more access: %1.</numerusform>
            <numerusform>And %n more accesses: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new records came into this vault.</source>
        <translation>
            <numerusform>%n new record came into this vault.</numerusform>
            <numerusform>%n new records came into this vault.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n grants have ended.</source>
        <translation>
            <numerusform>%n grant has ended.</numerusform>
            <numerusform>%n grants have ended.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportReader</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) were added.</source>
        <translation>
            <numerusform>%n record was added.</numerusform>
            <numerusform>%n records were added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) were here already.</source>
        <translation>
            <numerusform>%n record was here already.</numerusform>
            <numerusform>%n records were here already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) were refused:</source>
        <translation>
            <numerusform>%n part was refused:</numerusform>
            <numerusform>%n parts were refused:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogDocument</name>
    <message numerus="yes">
        <source>End of the list: %n access(es).</source>
        <translation>
            <numerusform>End of the list: %n access.</numerusform>
            <numerusform>End of the list: %n accesses.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogReader</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NetworkReader</name>
    <message numerus="yes">
        <source>The %n simulated hospitals inside this program, and none of them alone.</source>
        <translation>
            <numerusform>The one simulated hospital inside this program.</numerusform>
            <numerusform>The %n simulated hospitals inside this program, and none of them alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n grants</source>
        <translation>
            <numerusform>%n grant</numerusform>
            <numerusform>%n grants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>signed %1, tried %n times</source>
        <translation>
            <numerusform>signed %1, tried %n time</numerusform>
            <numerusform>signed %1, tried %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PassphraseStrength</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProfileReader</name>
    <message numerus="yes">
        <source>%n server(s)</source>
        <translation>
            <numerusform>%n server</numerusform>
            <numerusform>%n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n witness(es)</source>
        <translation>
            <numerusform>%n witness</numerusform>
            <numerusform>%n witnesses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What was checked is good for %n day(s). A wallet that was closed for longer needs a newer profile.</source>
        <translation>
            <numerusform>What was checked is good for %n day. A wallet that was closed for longer needs a newer profile.</numerusform>
            <numerusform>What was checked is good for %n days. A wallet that was closed for longer needs a newer profile.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n organisation(s) run it together</source>
        <translation>
            <numerusform>%n organisation runs it</numerusform>
            <numerusform>%n organisations run it together</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This profile is too old to begin with: it is good for %n day(s). Ask the hospital for a newer one.</source>
        <translation>
            <numerusform>This profile is too old to begin with: it is good for %n day. Ask the hospital for a newer one.</numerusform>
            <numerusform>This profile is too old to begin with: it is good for %n days. Ask the hospital for a newer one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This profile is older than %n day(s), too old to go on with. Ask the hospital for a newer one.</source>
        <translation>
            <numerusform>This profile is older than %n day, too old to go on with. Ask the hospital for a newer one.</numerusform>
            <numerusform>This profile is older than %n days, too old to go on with. Ask the hospital for a newer one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesReader</name>
    <message numerus="yes">
        <source>%n grants open nothing</source>
        <translation>
            <numerusform>%n grant opens nothing</numerusform>
            <numerusform>%n grants open nothing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of your records</source>
        <translation>
            <numerusform>%n of your records</numerusform>
            <numerusform>%n of your records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::desktop::AnchorController</name>
    <message numerus="yes">
        <source>%n record(s) are not the version that the hospital anchored. They stand in red; ask there which version holds.</source>
        <translation>
            <numerusform>%n record is not the version that the hospital anchored. It stands in red; ask there which version holds.</numerusform>
            <numerusform>%n records are not the version that the hospital anchored. They stand in red; ask there which version holds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies in this vault are damaged. They stand in red; import them anew.</source>
        <translation>
            <numerusform>%n copy in this vault is damaged. It stands in red; import it anew.</numerusform>
            <numerusform>%n copies in this vault are damaged. They stand in red; import them anew.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) are exactly what the hospitals anchored.</source>
        <translation>
            <numerusform>%n record is exactly what the hospital anchored.</numerusform>
            <numerusform>%n records are exactly what the hospitals anchored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) were replaced or deleted by the hospital since.</source>
        <translation>
            <numerusform>%n record was replaced or deleted by the hospital since.</numerusform>
            <numerusform>%n records were replaced or deleted by the hospital since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n record(s) the hospital showed no anchor.</source>
        <translation>
            <numerusform>For %n record the hospital showed no anchor.</numerusform>
            <numerusform>For %n records the hospital showed no anchor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) could not be checked now; what was known of them stays.</source>
        <translation>
            <numerusform>%n record could not be checked now; what was known of it stays.</numerusform>
            <numerusform>%n records could not be checked now; what was known of them stays.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::desktop::ImportController</name>
    <message numerus="yes">
        <source>At most %n file(s) at a time.</source>
        <translation>
            <numerusform>At most %n file at a time.</numerusform>
            <numerusform>At most %n files at a time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking through %n file(s)</source>
        <translation>
            <numerusform>Looking through %n file</numerusform>
            <numerusform>Looking through %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Taking over the records of %n file(s)</source>
        <translation>
            <numerusform>Taking over the records of %n file</numerusform>
            <numerusform>Taking over the records of %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) before it were taken over.</source>
        <translation>
            <numerusform>%n file before it was taken over.</numerusform>
            <numerusform>%n files before it were taken over.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::desktop::LogController</name>
    <message numerus="yes">
        <source>%n access(es) were saved. The file names people and illnesses: keep it safe.</source>
        <translation>
            <numerusform>%n access was saved. The file names people and illnesses: keep it safe.</numerusform>
            <numerusform>%n accesses were saved. The file names people and illnesses: keep it safe.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::desktop::NewsController</name>
    <message numerus="yes">
        <source>%n new visits in “Who looked”.</source>
        <translation>
            <numerusform>%n new visit in “Who looked”.</numerusform>
            <numerusform>%n new visits in “Who looked”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::desktop::VisitController</name>
    <message numerus="yes">
        <source>The hospital now holds copies of %n record(s). Let them look again.</source>
        <translation>
            <numerusform>The hospital now holds a copy of %n record. Let them look again.</numerusform>
            <numerusform>The hospital now holds copies of %n records. Let them look again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 looked at %n record(s) at %2.</source>
        <translation>
            <numerusform>%1 looked at %n record at %2.</numerusform>
            <numerusform>%1 looked at %n records at %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::AccessLogModel</name>
    <message numerus="yes">
        <source>%1, %n accesses</source>
        <translation>
            <numerusform>%1, %n access</numerusform>
            <numerusform>%1, %n accesses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %3, %4, %5, %n items</source>
        <translation>
            <numerusform>%1, %2, %3, %4, %5, %n item</numerusform>
            <numerusform>%1, %2, %3, %4, %5, %n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times</source>
        <comment>accesses of a day</comment>
        <translation>
            <numerusform>%n time</numerusform>
            <numerusform>%n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n items</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %3, %4, %5, %n accesses, unfolded</source>
        <translation>
            <numerusform>%1, %2, %3, %4, %5, %n access, unfolded</numerusform>
            <numerusform>%1, %2, %3, %4, %5, %n accesses, unfolded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %3, %4, %5, %n accesses, folded</source>
        <translation>
            <numerusform>%1, %2, %3, %4, %5, %n access, folded</numerusform>
            <numerusform>%1, %2, %3, %4, %5, %n accesses, folded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n accesses</source>
        <translation>
            <numerusform>%n access</numerusform>
            <numerusform>%n accesses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::CalendarStrip</name>
    <message numerus="yes">
        <source>%n without a rule</source>
        <translation>
            <numerusform>%n without a rule</numerusform>
            <numerusform>%n without a rule</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in an emergency</source>
        <translation>
            <numerusform>%n in an emergency</numerusform>
            <numerusform>%n in an emergency</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by your rules</source>
        <translation>
            <numerusform>%n by your rules</numerusform>
            <numerusform>%n by your rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::ChoiceList</name>
    <message numerus="yes">
        <source>%n to choose from</source>
        <translation>
            <numerusform>%n to choose from</numerusform>
            <numerusform>%n to choose from</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fit</source>
        <translation>
            <numerusform>%n fits</numerusform>
            <numerusform>%n fit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::DisputePage</name>
    <message numerus="yes">
        <source>%n character(s) too many.</source>
        <translation>
            <numerusform>%n character too many.</numerusform>
            <numerusform>%n characters too many.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::GrantEditorPage</name>
    <message numerus="yes">
        <source>It opens %n records today</source>
        <translation>
            <numerusform>It opens %n record today</numerusform>
            <numerusform>It opens %n records today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::GrantListModel</name>
    <message numerus="yes">
        <source>%1, %n grants</source>
        <translation>
            <numerusform>%1, %n grant</numerusform>
            <numerusform>%1, %n grants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::HomePage</name>
    <message numerus="yes">
        <source>%n parties can see your data now</source>
        <translation>
            <numerusform>%n party can see your data now</numerusform>
            <numerusform>%n parties can see your data now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more under “Who may see”.</source>
        <translation>
            <numerusform>%n more under “Who may see”.</numerusform>
            <numerusform>%n more under “Who may see”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::ImportPage</name>
    <message numerus="yes">
        <source>Take over %n file(s)?</source>
        <translation>
            <numerusform>Take over this file?</numerusform>
            <numerusform>Take over these %n files?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>%n part</numerusform>
            <numerusform>%n parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take over %n record(s)</source>
        <translation>
            <numerusform>Take over %n record</numerusform>
            <numerusform>Take over %n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::RevokeManyPage</name>
    <message numerus="yes">
        <source>Stopping %n grants</source>
        <translation>
            <numerusform>Stopping %n grant</numerusform>
            <numerusform>Stopping %n grants</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n have ended</source>
        <translation>
            <numerusform>It has ended</numerusform>
            <numerusform>All %n have ended</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop these %n grants?</source>
        <translation>
            <numerusform>Stop this %n grant?</numerusform>
            <numerusform>Stop these %n grants?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n grants were not stopped and still hold. The list says which, and why.</source>
        <translation>
            <numerusform>%n grant was not stopped and still holds. The list says which, and why.</numerusform>
            <numerusform>%n grants were not stopped and still hold. The list says which, and why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait: you have signed, and it is kept. It goes on by itself as soon as the network answers, also at the next start. Until then these grants still hold.</source>
        <translation>
            <numerusform>%n waits: you have signed, and it is kept. It goes on by itself as soon as the network answers, also at the next start. Until then this grant still holds.</numerusform>
            <numerusform>%n wait: you have signed, and it is kept. It goes on by itself as soon as the network answers, also at the next start. Until then these grants still hold.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hospitals are told with that block, within seconds</source>
        <translation>
            <numerusform>%n hospital is told with that block, within seconds</numerusform>
            <numerusform>%n hospitals are told with that block, within seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Seen %n times so far</source>
        <translation>
            <numerusform>Seen %n time so far</numerusform>
            <numerusform>Seen %n times so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop all %n now</source>
        <translation>
            <numerusform>Stop it now</numerusform>
            <numerusform>Stop all %n now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with these %n</source>
        <translation>
            <numerusform>Go on with this one</numerusform>
            <numerusform>Go on with these %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::RevokePage</name>
    <message numerus="yes">
        <source>Seen %n times so far</source>
        <translation>
            <numerusform>Seen %n time so far</numerusform>
            <numerusform>Seen %n times so far</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hospitals were told with this block</source>
        <translation>
            <numerusform>%n hospital was told with this block</numerusform>
            <numerusform>%n hospitals were told with this block</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hospitals are told with that block, within seconds</source>
        <translation>
            <numerusform>%n hospital is told with that block, within seconds</numerusform>
            <numerusform>%n hospitals are told with that block, within seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::SearchPalette</name>
    <message numerus="yes">
        <source>%n shown, and there are more</source>
        <translation>
            <numerusform>%n shown, and there are more</numerusform>
            <numerusform>%n shown, and there are more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::SeeAsPage</name>
    <message numerus="yes">
        <source>By %n grants of yours. Hospitals may hold more records than this vault.</source>
        <translation>
            <numerusform>By one grant of yours. Hospitals may hold more records than this vault.</numerusform>
            <numerusform>By %n grants of yours. Hospitals may hold more records than this vault.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these carry a mark of yours, which hides nothing: only this wallet knows it. To hide a kind, set a rule.</source>
        <translation>
            <numerusform>%n of these carries a mark of yours, which hides nothing: only this wallet knows it. To hide a kind, set a rule.</numerusform>
            <numerusform>%n of these carry a mark of yours, which hides nothing: only this wallet knows it. To hide a kind, set a rule.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::SeenAsModel</name>
    <message numerus="yes">
        <source>%n records</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::SettingsPage</name>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::Sidebar</name>
    <message numerus="yes">
        <source>%1, %n need you</source>
        <translation>
            <numerusform>%1, %n needs you</numerusform>
            <numerusform>%1, %n need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::SigningPage</name>
    <message numerus="yes">
        <source>It opens %n records today</source>
        <translation>
            <numerusform>It opens %n record today</numerusform>
            <numerusform>It opens %n records today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You can undo for %n seconds</source>
        <translation>
            <numerusform>You can undo for %n second</numerusform>
            <numerusform>You can undo for %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::TimeBarTable</name>
    <message numerus="yes">
        <source>%n grants</source>
        <translation>
            <numerusform>%n grant</numerusform>
            <numerusform>%n grants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::TrendChart</name>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n outside the usual range</source>
        <translation>
            <numerusform>%n outside the usual range</numerusform>
            <numerusform>%n outside the usual range</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::UndoBar</name>
    <message numerus="yes">
        <source>Will be sent in %n seconds</source>
        <translation>
            <numerusform>Will be sent in %n second</numerusform>
            <numerusform>Will be sent in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>consentry::ui::WhoMaySeePage</name>
    <message numerus="yes">
        <source>%n parties can see some of your records today.</source>
        <translation>
            <numerusform>%n party can see some of your records today.</numerusform>
            <numerusform>%n parties can see some of your records today.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more wait for proof.</source>
        <translation>
            <numerusform>%n more waits for proof.</numerusform>
            <numerusform>%n more wait for proof.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opens %n records</source>
        <translation>
            <numerusform>Opens %n record</numerusform>
            <numerusform>Opens %n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opened %n records</source>
        <translation>
            <numerusform>Opened %n record</numerusform>
            <numerusform>Opened %n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Seen %n times</source>
        <translation>
            <numerusform>Seen %n time</numerusform>
            <numerusform>Seen %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mark all %n shown</source>
        <translation>
            <numerusform>Mark the %n shown</numerusform>
            <numerusform>Mark all %n shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Revoke the %n marked</source>
        <translation>
            <numerusform>Revoke the %n marked</numerusform>
            <numerusform>Revoke the %n marked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n grants</source>
        <translation>
            <numerusform>%n grant</numerusform>
            <numerusform>%n grants</numerusform>
        </translation>
    </message>
</context>
</TS>
