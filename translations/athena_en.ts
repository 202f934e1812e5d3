<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>athena::ui::AmountPopup</name>
    <message numerus="yes">
        <source>Share of the weights of %n layer(s) that become zero</source>
        <translation>
            <numerusform>Share of the weights of %n layer that become zero</numerusform>
            <numerusform>Share of the weights of %n layers that become zero</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::Comparability</name>
    <message numerus="yes">
        <source>Measured with %n thread(s), the newest run with %1.</source>
        <translation>
            <numerusform>Measured with %n thread, the newest run with %1.</numerusform>
            <numerusform>Measured with %n threads, the newest run with %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::ComparePage</name>
    <message numerus="yes">
        <source> And %n more.</source>
        <translation>
            <numerusform> And %n more.</numerusform>
            <numerusform> And %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::DataDialog</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::InspectorPanel</name>
    <message numerus="yes">
        <source>%n layers</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::LayersPanel</name>
    <message numerus="yes">
        <source>%n layer(s), %1</source>
        <translation>
            <numerusform>%n layer, %1</numerusform>
            <numerusform>%n layers, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::OutlineModel</name>
    <message numerus="yes">
        <source>%n op(s)</source>
        <translation>
            <numerusform>%n op</numerusform>
            <numerusform>%n ops</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::RecipePage</name>
    <message numerus="yes">
        <source>%n layer(s) skipped</source>
        <translation>
            <numerusform>%n layer skipped</numerusform>
            <numerusform>%n layers skipped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::ResultCharts</name>
    <message numerus="yes">
        <source> · batch %1, %n thread(s)</source>
        <translation>
            <numerusform> · batch %1, %n thread</numerusform>
            <numerusform> · batch %1, %n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::ResultsModel</name>
    <message numerus="yes">
        <source>Batch %1, %n thread(s), interleaved in one run, %2 calls</source>
        <translation>
            <numerusform>Batch %1, %n thread, interleaved in one run, %2 calls</numerusform>
            <numerusform>Batch %1, %n threads, interleaved in one run, %2 calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::RuleTableModel</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::StatusFacts</name>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n result</numerusform>
            <numerusform>%n results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::TrainPage</name>
    <message numerus="yes">
        <source>On “%1”, %n steps per epoch, with the recipe&apos;s earlier steps in force.</source>
        <translation>
            <numerusform>On “%1”, %n step per epoch, with the recipe&apos;s earlier steps in force.</numerusform>
            <numerusform>On “%1”, %n steps per epoch, with the recipe&apos;s earlier steps in force.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::TrainingRunsModel</name>
    <message numerus="yes">
        <source>After %n step(s)</source>
        <translation>
            <numerusform>After %n step</numerusform>
            <numerusform>After %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::WeightsView</name>
    <message numerus="yes">
        <source>Between two levels, over all %n scale(s).</source>
        <translation>
            <numerusform>Between two levels, of the one scale (%n).</numerusform>
            <numerusform>Between two levels, over all %n scales.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>athena::ui::WorkbenchDocument</name>
    <message numerus="yes">
        <source>delete %n result(s)</source>
        <translation>
            <numerusform>delete %n result</numerusform>
            <numerusform>delete %n results</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layers as %1</source>
        <translation>
            <numerusform>%n layer as %1</numerusform>
            <numerusform>%n layers as %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>prune %n layers by %1 %</source>
        <translation>
            <numerusform>prune %n layer by %1 %</numerusform>
            <numerusform>prune %n layers by %1 %</numerusform>
        </translation>
    </message>
</context>
</TS>
