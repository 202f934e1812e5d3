<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>QObject</name>
    <message>
        <source>%1  (%2 of %3 layers)</source>
        <translation>%1  (%2 von %3 Schichten)</translation>
    </message>
    <message>
        <source>No scheme serves this layer</source>
        <translation>Kein Schema ist für diese Schicht geeignet</translation>
    </message>
</context>
<context>
    <name>athena::ui::AmountPopup</name>
    <message>
        <source>Share of the weights of %1 that become zero</source>
        <translation>Anteil der Gewichte von %1, die null werden</translation>
    </message>
    <message numerus="yes">
        <source>Share of the weights of %n layer(s) that become zero</source>
        <translation>
            <numerusform>Anteil der Gewichte von %n Schicht, die null werden</numerusform>
            <numerusform>Anteil der Gewichte von %n Schichten, die null werden</numerusform>
        </translation>
    </message>
    <message>
        <source>The smallest weights go first.</source>
        <translation>Die kleinsten Gewichte fallen zuerst weg.</translation>
    </message>
</context>
<context>
    <name>athena::ui::AmountSlider</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>athena::ui::BindingTable</name>
    <message>
        <source>Argument</source>
        <translation>Argument</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>As</source>
        <translation>Als</translation>
    </message>
    <message>
        <source>input %1</source>
        <translation>Eingabe %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Column of %1</source>
        <translation>Spalte für %1</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>wie gespeichert</translation>
    </message>
    <message>
        <source>Type of %1</source>
        <translation>Typ von %1</translation>
    </message>
    <message>
        <source>Bytes become float32 from 0 to 1.</source>
        <translation>Bytes werden zu float32 von 0 bis 1.</translation>
    </message>
    <message>
        <source>Column or value</source>
        <translation>Spalte oder Wert</translation>
    </message>
    <message>
        <source>A column, or what every sample is given: 16000, 0.5, true, [1, 2], &quot;mean&quot;</source>
        <translation>Eine Spalte, oder was jede Probe bekommt: 16000, 0.5, true, [1, 2], &quot;mean&quot;</translation>
    </message>
</context>
<context>
    <name>athena::ui::BudgetEdit</name>
    <message>
        <source>no budget</source>
        <translation>kein Budget</translation>
    </message>
    <message>
        <source>The largest file you accept; the best result within lights up. Or drag the line.</source>
        <translation>Die größte Datei, die Sie zulassen; das beste Ergebnis darunter leuchtet auf. Oder ziehen Sie die Linie.</translation>
    </message>
    <message>
        <source>The longest time you accept; the best result within lights up. Or drag the line.</source>
        <translation>Die längste Zeit, die Sie zulassen; das beste Ergebnis darunter leuchtet auf. Oder ziehen Sie die Linie.</translation>
    </message>
    <message>
        <source>Size budget</source>
        <translation>Größenbudget</translation>
    </message>
    <message>
        <source>Time budget</source>
        <translation>Zeitbudget</translation>
    </message>
</context>
<context>
    <name>athena::ui::ChartPoints</name>
    <message>
        <source>Accuracy %1</source>
        <translation>Genauigkeit %1</translation>
    </message>
    <message>
        <source> (%1 points)</source>
        <translation> (%1 Punkte)</translation>
    </message>
    <message>
        <source>%1, %2 of the original</source>
        <translation>%1, %2 des Originals</translation>
    </message>
    <message>
        <source>%1 median, %2 p95, batch %3</source>
        <translation>%1 Median, %2 p95, Batch %3</translation>
    </message>
    <message>
        <source>%1 the speed of the optimized fp32 (%2)</source>
        <translation>%1 so schnell wie das optimierte fp32 (%2)</translation>
    </message>
    <message>
        <source>The times are noisy.</source>
        <translation>Die Zeiten sind verrauscht.</translation>
    </message>
    <message>
        <source>Optimized fp32</source>
        <translation>Optimiertes fp32</translation>
    </message>
    <message>
        <source>&lt;b&gt;Optimized fp32&lt;/b&gt;&lt;br&gt;%1: the original, made faster without loss.&lt;br&gt;%2 median. Speed-ups are stated against this.</source>
        <translation>&lt;b&gt;Optimiertes fp32&lt;/b&gt;&lt;br&gt;%1: das Original, verlustfrei beschleunigt.&lt;br&gt;%2 Median. Beschleunigungen beziehen sich darauf.</translation>
    </message>
</context>
<context>
    <name>athena::ui::Comparability</name>
    <message>
        <source>Not measured yet.</source>
        <translation>Noch nicht gemessen.</translation>
    </message>
    <message>
        <source>The model or the data has changed since this was measured.</source>
        <translation>Das Modell oder die Daten haben sich seit dieser Messung geändert.</translation>
    </message>
    <message>
        <source>Measured on random inputs: they say nothing of accuracy.</source>
        <translation>Mit Zufallseingaben gemessen: Sie sagen nichts über die Genauigkeit.</translation>
    </message>
    <message>
        <source>Measured without accuracy.</source>
        <translation>Ohne Genauigkeit gemessen.</translation>
    </message>
    <message>
        <source>Made from another model.</source>
        <translation>Aus einem anderen Modell gemacht.</translation>
    </message>
    <message>
        <source>Measured on other data than the newest run.</source>
        <translation>Auf anderen Daten gemessen als der neueste Lauf.</translation>
    </message>
    <message>
        <source>Measured on %1 samples of “%2”, the newest run on %3 of “%4”.</source>
        <translation>Auf %1 Beispielen aus „%2“ gemessen, der neueste Lauf auf %3 aus „%4“.</translation>
    </message>
    <message>
        <source>Measured on another machine: %1.</source>
        <translation>Auf einem anderen Rechner gemessen: %1.</translation>
    </message>
    <message>
        <source>Measured with other kernels: %1.</source>
        <translation>Mit anderen Kernels gemessen: %1.</translation>
    </message>
    <message>
        <source>Measured with another build: %1.</source>
        <translation>Mit einem anderen Build gemessen: %1.</translation>
    </message>
    <message numerus="yes">
        <source>Measured with %n thread(s), the newest run with %1.</source>
        <translation>
            <numerusform>Mit %n Thread gemessen, der neueste Lauf mit %1.</numerusform>
            <numerusform>Mit %n Threads gemessen, der neueste Lauf mit %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Timed with batch %1, the newest run with batch %2.</source>
        <translation>Mit Batch %1 gestoppt, der neueste Lauf mit Batch %2.</translation>
    </message>
    <message>
        <source>Measured on samples that training has seen.</source>
        <translation>An Beispielen gemessen, die das Training gesehen hat.</translation>
    </message>
    <message>
        <source>Measured on samples that calibration has seen.</source>
        <translation>An Beispielen gemessen, die die Kalibrierung gesehen hat.</translation>
    </message>
    <message>
        <source>Measured by %1, the newest run by %2.</source>
        <translation>Mit %1 gemessen, der neueste Lauf mit %2.</translation>
    </message>
</context>
<context>
    <name>athena::ui::ComparePage</name>
    <message>
        <source>Run the recipe</source>
        <translation>Rezept ausführen</translation>
    </message>
    <message>
        <source>Runs the recipe on the open model</source>
        <translation>Führt das Rezept auf dem offenen Modell aus</translation>
    </message>
    <message>
        <source>Take recipe</source>
        <translation>Rezept nehmen</translation>
    </message>
    <message>
        <source>Makes the recipe of the selected result the one to edit</source>
        <translation>Macht das Rezept des gewählten Ergebnisses zu dem, das bearbeitet wird</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Neu messen</translation>
    </message>
    <message>
        <source>Measures the selected results here and now</source>
        <translation>Misst die gewählten Ergebnisse hier und jetzt</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Writes the selected result as a model that runs elsewhere</source>
        <translation>Schreibt das gewählte Ergebnis als Modell, das anderswo läuft</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Takes the selected results out of the session; can be undone</source>
        <translation>Nimmt die gewählten Ergebnisse aus der Sitzung; kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Gives the selected result another name (F2)</source>
        <translation>Gibt dem gewählten Ergebnis einen anderen Namen (F2)</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>Notiz bearbeiten</translation>
    </message>
    <message>
        <source>Writes a note beside the selected result</source>
        <translation>Schreibt eine Notiz zum gewählten Ergebnis</translation>
    </message>
    <message>
        <source>Make the file again</source>
        <translation>Datei neu erzeugen</translation>
    </message>
    <message>
        <source>Runs the selected result&apos;s recipe again to remake its file</source>
        <translation>Führt das Rezept des gewählten Ergebnisses noch einmal aus, um seine Datei neu zu erzeugen</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Copies the command that repeats the measurement</source>
        <translation>Kopiert den Befehl, der die Messung wiederholt</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Tabelle kopieren</translation>
    </message>
    <message>
        <source>Copies the table, to be pasted into a spreadsheet</source>
        <translation>Kopiert die Tabelle zum Einfügen in eine Tabellenkalkulation</translation>
    </message>
    <message>
        <source>Save table…</source>
        <translation>Tabelle sichern …</translation>
    </message>
    <message>
        <source>Writes the table as CSV, figures in full precision</source>
        <translation>Schreibt die Tabelle als CSV, Zahlen in voller Genauigkeit</translation>
    </message>
    <message>
        <source>Save the results as CSV</source>
        <translation>Ergebnisse als CSV sichern</translation>
    </message>
    <message>
        <source>results.csv</source>
        <translation>ergebnisse.csv</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Save charts…</source>
        <translation>Diagramme sichern …</translation>
    </message>
    <message>
        <source>Writes both charts as PNG, SVG or PDF</source>
        <translation>Schreibt beide Diagramme als PNG, SVG oder PDF</translation>
    </message>
    <message>
        <source>Save the charts</source>
        <translation>Diagramme sichern</translation>
    </message>
    <message>
        <source>results.svg</source>
        <translation>ergebnisse.svg</translation>
    </message>
    <message>
        <source>Charts (*.svg *.pdf *.png)</source>
        <translation>Diagramme (*.svg *.pdf *.png)</translation>
    </message>
    <message>
        <source>The table could not be written to %1: %2. Choose another folder, or make room.</source>
        <translation>Die Tabelle konnte nicht nach %1 geschrieben werden: %2. Wählen Sie einen anderen Ordner oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>Nothing to compare yet</source>
        <translation>Noch nichts zu vergleichen</translation>
    </message>
    <message>
        <source>Every finished run of a recipe appears here with its accuracy, size and time, beside the original.</source>
        <translation>Jeder fertige Lauf eines Rezepts erscheint hier mit Genauigkeit, Größe und Zeit neben dem Original.</translation>
    </message>
    <message>
        <source>Save the layers as CSV</source>
        <translation>Schichten als CSV sichern</translation>
    </message>
    <message>
        <source>layers.csv</source>
        <translation>schichten.csv</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Filter results</source>
        <translation>Ergebnisse filtern</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Rename, annotate, copy and save</source>
        <translation>Umbenennen, kommentieren, kopieren und sichern</translation>
    </message>
    <message>
        <source>Results (%1)</source>
        <translation>Ergebnisse (%1)</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>„%1“: %2</translation>
    </message>
    <message numerus="yes">
        <source> And %n more.</source>
        <translation>
            <numerusform> Und %n weiteres.</numerusform>
            <numerusform> Und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not comparable: %1 &lt;a href=&quot;measure&quot;&gt;Measure here and now&lt;/a&gt;</source>
        <translation>Nicht vergleichbar: %1 &lt;a href=&quot;measure&quot;&gt;Hier und jetzt messen&lt;/a&gt;</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Spalten …</translation>
    </message>
    <message>
        <source>Choose the columns of the table.</source>
        <translation>Wählt die Spalten der Tabelle.</translation>
    </message>
</context>
<context>
    <name>athena::ui::DataDialog</name>
    <message>
        <source>New data file</source>
        <translation>Neue Datendatei</translation>
    </message>
    <message>
        <source>First samples</source>
        <translation>Erste Beispiele</translation>
    </message>
    <message>
        <source>Save and open…</source>
        <translation>Speichern und öffnen…</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Dateien hinzufügen…</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Data (*.npz *.npy *.csv *.tsv *.pt *.pth *.txt *.gz *ubyte);;All files (*)</source>
        <translation>Daten (*.npz *.npy *.csv *.tsv *.pt *.pth *.txt *.gz *ubyte);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add a folder of images per class</source>
        <translation>Einen Ordner mit Bildern je Klasse hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>What feeds the model</source>
        <translation>Was das Modell bekommt</translation>
    </message>
    <message>
        <source>The column that outputs are scored against</source>
        <translation>Die Spalte, an der Ausgaben gemessen werden</translation>
    </message>
    <message>
        <source>the result, or its first element</source>
        <translation>das Ergebnis oder sein erstes Element</translation>
    </message>
    <message>
        <source>Steps to the scored tensor of a tuple or dictionary, joined by dots: 0, logits, 1.hidden</source>
        <translation>Schritte zum bewerteten Tensor eines Tupels oder Wörterbuchs, durch Punkte verbunden: 0, logits, 1.hidden</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>Scored output</source>
        <translation>Bewertete Ausgabe</translation>
    </message>
    <message>
        <source>Add NumPy, CSV, text or PyTorch files, or a folder of images per class. Columns are bound to the model by their names; words like train and test in the names of files make splits.</source>
        <translation>Fügen Sie NumPy-, CSV-, Text- oder PyTorch-Dateien hinzu oder einen Ordner mit Bildern je Klasse. Spalten werden nach ihren Namen an das Modell gebunden; Wörter wie train und test in Dateinamen ergeben Teilmengen.</translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation>Die Dateien werden angesehen…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>as the labels suggest</source>
        <translation>wie es die Labels nahelegen</translation>
    </message>
    <message>
        <source>%1: %2 samples</source>
        <translation>%1: %2 Beispiele</translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n Klasse</numerusform>
            <numerusform>%n Klassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Save data file</source>
        <translation>Datendatei speichern</translation>
    </message>
    <message>
        <source>Data files (*.data.json)</source>
        <translation>Datendateien (*.data.json)</translation>
    </message>
    <message>
        <source>Random inputs…</source>
        <translation>Zufällige Eingaben …</translation>
    </message>
    <message>
        <source>Random inputs</source>
        <translation>Zufällige Eingaben</translation>
    </message>
    <message>
        <source>A line per argument: the shape of one sample, and what its values are:
float32[3, 224, 224], int64[16] &lt; 30522 or int64[16] = 1</source>
        <translation>Eine Zeile je Argument: die Form einer Probe, und was ihre Werte sind:
float32[3, 224, 224], int64[16] &lt; 30522 oder int64[16] = 1</translation>
    </message>
</context>
<context>
    <name>athena::ui::ElidedLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>athena::ui::ExportPage</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Make the file again</source>
        <translation>Datei neu erzeugen</translation>
    </message>
    <message>
        <source>Nothing to export yet</source>
        <translation>Noch nichts zu exportieren</translation>
    </message>
    <message>
        <source>Run a recipe first: every finished result can be written as a TorchScript file that Python and C++ load.</source>
        <translation>Führen Sie zuerst ein Rezept aus: Jedes fertige Ergebnis lässt sich als TorchScript-Datei schreiben, die Python und C++ laden.</translation>
    </message>
    <message>
        <source>The result to write</source>
        <translation>Das Ergebnis, das geschrieben wird</translation>
    </message>
    <message>
        <source>The file to write; a JSON report is written beside it</source>
        <translation>Die Datei, die geschrieben wird; daneben entsteht ein Bericht in JSON</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Choose the file in a dialog</source>
        <translation>Datei in einem Dialog wählen</translation>
    </message>
    <message>
        <source>Writes the file, loads it in a fresh process, and compares</source>
        <translation>Schreibt die Datei, lädt sie in einem frischen Prozess und vergleicht</translation>
    </message>
    <message>
        <source>Stops; nothing stays behind</source>
        <translation>Hält an; nichts bleibt zurück</translation>
    </message>
    <message>
        <source>Runs the result&apos;s recipe again to make its missing file</source>
        <translation>Führt das Rezept noch einmal aus, um die fehlende Datei zu erzeugen</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>What is checked before it counts as done</source>
        <translation>Was geprüft wird, bevor es als fertig gilt</translation>
    </message>
    <message>
        <source>The file is loaded in a fresh process that knows nothing but the runtime.</source>
        <translation>Die Datei wird in einem frischen Prozess geladen, der nichts als die Laufzeitbibliothek kennt.</translation>
    </message>
    <message>
        <source>Only a file that passed takes its name; what stood there before stays untouched until then.</source>
        <translation>Erst eine Datei, die bestanden hat, bekommt ihren Namen; was dort vorher stand, bleibt bis dahin unberührt.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>TorchScript (*.pt)</source>
        <translation>TorchScript (*.pt)</translation>
    </message>
    <message>
        <source>The file of this result is no longer in the session. It can be made again from its recipe.</source>
        <translation>Die Datei dieses Ergebnisses liegt nicht mehr in der Sitzung. Sie kann aus dem Rezept neu erzeugt werden.</translation>
    </message>
    <message>
        <source>This is a folder: add a file name.</source>
        <translation>Das ist ein Ordner: Ergänzen Sie einen Dateinamen.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist.</source>
        <translation>Den Ordner %1 gibt es nicht.</translation>
    </message>
    <message>
        <source>Its outputs are compared with the original&apos;s on held-out inputs of “%1”.</source>
        <translation>Ihre Ausgaben werden auf zurückgehaltenen Eingaben aus „%1“ mit denen des Originals verglichen.</translation>
    </message>
    <message>
        <source>Its outputs are compared with the original&apos;s on random inputs. Open data to compare on real ones.</source>
        <translation>Ihre Ausgaben werden auf Zufallseingaben mit denen des Originals verglichen. Öffnen Sie Daten, um auf echten zu vergleichen.</translation>
    </message>
</context>
<context>
    <name>athena::ui::ExportResult</name>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Opens the folder of the exported file</source>
        <translation>Öffnet den Ordner der exportierten Datei</translation>
    </message>
    <message>
        <source>Load it from Python</source>
        <translation>Laden in Python</translation>
    </message>
    <message>
        <source>Load it from C++</source>
        <translation>Laden in C++</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copies the lines</source>
        <translation>Kopiert die Zeilen</translation>
    </message>
    <message>
        <source>Exported and verified</source>
        <translation>Exportiert und geprüft</translation>
    </message>
    <message>
        <source>Not verified: do not use this file</source>
        <translation>Nicht bestanden: Verwenden Sie diese Datei nicht</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>What was done to which layer, as JSON</source>
        <translation>Was mit welcher Schicht geschah, in JSON</translation>
    </message>
    <message>
        <source>Same answer</source>
        <translation>Gleiche Antwort</translation>
    </message>
    <message>
        <source>%1 of %2 random inputs</source>
        <translation>%1 von %2 Zufallseingaben</translation>
    </message>
    <message>
        <source>%1 of %2 held-out inputs</source>
        <translation>%1 von %2 zurückgehaltenen Eingaben</translation>
    </message>
    <message>
        <source>Share of inputs on which the file and the original have the same arg max</source>
        <translation>Anteil der Eingaben, bei denen Datei und Original dasselbe Maximum haben</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <source>Mean over the inputs</source>
        <translation>Mittel über die Eingaben</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>%1 dB</source>
        <translation>%1 dB</translation>
    </message>
    <message>
        <source>Signal to quantization noise over all outputs</source>
        <translation>Signal zu Quantisierungsrauschen über alle Ausgaben</translation>
    </message>
    <message>
        <source>Mean KL</source>
        <translation>Mittlere KL</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 nat</translation>
    </message>
    <message>
        <source>Of the softmaxed outputs, original against file</source>
        <translation>Der Softmax-Ausgaben, Original gegen Datei</translation>
    </message>
    <message>
        <source>Reload difference</source>
        <translation>Abweichung nach Laden</translation>
    </message>
    <message>
        <source>Largest difference between the outputs here and in the fresh process</source>
        <translation>Größter Unterschied zwischen den Ausgaben hier und im frischen Prozess</translation>
    </message>
</context>
<context>
    <name>athena::ui::InspectorPanel</name>
    <message>
        <source>No layer selected</source>
        <translation>Keine Schicht ausgewählt</translation>
    </message>
    <message>
        <source>Select a layer at the left to see its facts and choose what is done to it.</source>
        <translation>Wählen Sie links eine Schicht aus, um zu sehen, was sie ist, und zu bestimmen, was mit ihr geschieht.</translation>
    </message>
    <message>
        <source>How the weights are stored and run.</source>
        <translation>Wie die Gewichte gespeichert und gerechnet werden.</translation>
    </message>
    <message>
        <source>Share of the weights that become zero; the smallest go first.</source>
        <translation>Anteil der Gewichte, die null werden; die kleinsten zuerst.</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Pruned</source>
        <translation>Beschnitten</translation>
    </message>
    <message>
        <source>Where it is used</source>
        <translation>Wo sie benutzt wird</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Share of size</source>
        <translation>Anteil Größe</translation>
    </message>
    <message>
        <source>Share of time</source>
        <translation>Anteil Zeit</translation>
    </message>
    <message>
        <source>Tied to</source>
        <translation>Geteilt mit</translation>
    </message>
    <message>
        <source>The layer that owns the same weights.</source>
        <translation>Die Schicht, der dieselben Gewichte gehören.</translation>
    </message>
    <message>
        <source>top level</source>
        <translation>oberste Ebene</translation>
    </message>
    <message numerus="yes">
        <source>%n layers</source>
        <translation>
            <numerusform>%n Schicht</numerusform>
            <numerusform>%n Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>several</source>
        <translation>mehrere</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Computed from the recipe, before anything has run.</source>
        <translation>Aus dem Rezept berechnet, bevor etwas gelaufen ist.</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>In “%1”</source>
        <translation>In „%1“</translation>
    </message>
    <message>
        <source>Bytes in the compressed file.</source>
        <translation>Bytes in der komprimierten Datei.</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>The code that really ran.</source>
        <translation>Der Code, der wirklich lief.</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Zero weights</source>
        <translation>Null-Gewichte</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
</context>
<context>
    <name>athena::ui::JobRow</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Hold this job.</source>
        <translation>Hält diesen Auftrag an.</translation>
    </message>
    <message>
        <source>Cancel this job.</source>
        <translation>Bricht diesen Auftrag ab.</translation>
    </message>
    <message>
        <source>Copy the details.</source>
        <translation>Kopiert die Einzelheiten.</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>bisher %1</translation>
    </message>
    <message>
        <source>Let this job go on.</source>
        <translation>Lässt diesen Auftrag weiterlaufen.</translation>
    </message>
</context>
<context>
    <name>athena::ui::JobRunner</name>
    <message>
        <source>%1 is not the model that is looked for: its content is another. Choose the file that this session was made with, or open this one in a new session.</source>
        <translation>%1 ist nicht das gesuchte Modell: Der Inhalt ist ein anderer. Wählen Sie die Datei, mit der diese Sitzung gemacht wurde, oder öffnen Sie diese in einer neuen Sitzung.</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>%1 holds other data than what is looked for. Choose the data that this session was measured on.</source>
        <translation>%1 enthält andere Daten als die gesuchten. Wählen Sie die Daten, auf denen diese Sitzung gemessen wurde.</translation>
    </message>
    <message>
        <source>Time the layers</source>
        <translation>Schichten stoppen</translation>
    </message>
    <message>
        <source>the recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>%1 ausführen</translation>
    </message>
    <message>
        <source>The run finished, but its result could not be stored in the session. The compressed model is at %1.</source>
        <translation>Der Lauf ist fertig, aber sein Ergebnis konnte nicht in der Sitzung gespeichert werden. Das komprimierte Modell liegt unter %1.</translation>
    </message>
    <message>
        <source>Measure %1</source>
        <translation>%1 messen</translation>
    </message>
    <message>
        <source>“%1” was made from another model than the one that is open. Open that model first.</source>
        <translation>„%1“ wurde aus einem anderen als dem offenen Modell gemacht. Öffnen Sie zuerst jenes Modell.</translation>
    </message>
    <message>
        <source>Remake %1</source>
        <translation>%1 neu erzeugen</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 exportieren</translation>
    </message>
    <message>
        <source>Measure this machine</source>
        <translation>Diesen Rechner messen</translation>
    </message>
</context>
<context>
    <name>athena::ui::JobsPanel</name>
    <message>
        <source>Nothing runs. Ctrl+R runs the recipe.</source>
        <translation>Es läuft nichts. Strg+R führt das Rezept aus.</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Beendete entfernen</translation>
    </message>
    <message>
        <source>Takes the jobs that have ended off this list; their results stay.</source>
        <translation>Nimmt beendete Aufträge aus der Liste; ihre Ergebnisse bleiben.</translation>
    </message>
</context>
<context>
    <name>athena::ui::LayerDetails</name>
    <message>
        <source>%1 of %2 multiply-adds by stored weights ran in integers; %3 more were products of activations.</source>
        <translation>%1 von %2 Multiply-Adds mit gespeicherten Gewichten liefen in Ganzzahlen; %3 weitere waren Produkte von Aktivierungen.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copies the table of layers, to be pasted into a spreadsheet</source>
        <translation>Kopiert die Tabelle der Schichten zum Einfügen in eine Tabellenkalkulation</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV sichern …</translation>
    </message>
    <message>
        <source>Writes the table of layers to a file</source>
        <translation>Schreibt die Tabelle der Schichten in eine Datei</translation>
    </message>
    <message>
        <source>Select a result to see what became of each layer.</source>
        <translation>Wählen Sie ein Ergebnis, um zu sehen, was aus jeder Schicht wurde.</translation>
    </message>
    <message>
        <source>%1: bytes of each layer, before (pale) and after</source>
        <translation>%1: Bytes jeder Schicht, vorher (blass) und nachher</translation>
    </message>
    <message>
        <source>%1 (upper bars, table) and %2 (lower bars)</source>
        <translation>%1 (obere Balken, Tabelle) und %2 (untere Balken)</translation>
    </message>
</context>
<context>
    <name>athena::ui::LayerReportModel</name>
    <message>
        <source>%1: %2, %3 calls</source>
        <translation>%1: %2, %3 Aufrufe</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>Multiply-Adds</translation>
    </message>
    <message>
        <source>Multiply-adds by its weights, counted from the shapes that ran</source>
        <translation>Multiply-Adds mit seinen Gewichten, gezählt aus den gelaufenen Formen</translation>
    </message>
    <message>
        <source>In integers</source>
        <translation>In Ganzzahlen</translation>
    </message>
    <message>
        <source>Share of them that multiplied integers</source>
        <translation>Anteil davon, der Ganzzahlen multiplizierte</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Path of the module that owns the weight</source>
        <translation>Pfad des Moduls, dem das Gewicht gehört</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Kind of the layer</source>
        <translation>Art der Schicht</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>What it became</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>Kernel</translation>
    </message>
    <message>
        <source>The kernel that really ran</source>
        <translation>Der Kernel, der wirklich lief</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>How often it ran while it was watched</source>
        <translation>Wie oft er unter Beobachtung lief</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Bytes of its tensors in the original</source>
        <translation>Bytes ihrer Tensoren im Original</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Bytes of its tensors in the result</source>
        <translation>Bytes ihrer Tensoren im Ergebnis</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>After divided by before</source>
        <translation>Nachher geteilt durch vorher</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>Share of its weights that are zero</source>
        <translation>Anteil ihrer Gewichte, die null sind</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>Why it was left as it is, or saved nothing</source>
        <translation>Warum sie blieb, wie sie ist, oder nichts gespart hat</translation>
    </message>
</context>
<context>
    <name>athena::ui::LayerTreeModel</name>
    <message>
        <source>several</source>
        <translation>mehrere</translation>
    </message>
    <message>
        <source>Predicted: %1</source>
        <translation>Vorhergesagt: %1</translation>
    </message>
    <message>
        <source>How the weights are stored and run; click to choose.</source>
        <translation>Wie die Gewichte gespeichert und gerechnet werden; zum Wählen klicken.</translation>
    </message>
    <message>
        <source>Share of the weights that become zero; click to choose.</source>
        <translation>Anteil der Gewichte, die null werden; zum Wählen klicken.</translation>
    </message>
    <message>
        <source>Share of the model&apos;s measured time.</source>
        <translation>Anteil an der gemessenen Zeit des Modells.</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Pruned</source>
        <translation>Beschnitten</translation>
    </message>
    <message>
        <source>Share of the bytes of all weights.</source>
        <translation>Anteil an den Bytes aller Gewichte.</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
</context>
<context>
    <name>athena::ui::LayersPanel</name>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Click to sort, right-click to choose the columns.</source>
        <translation>Klick sortiert, Rechtsklick wählt die Spalten.</translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>Schichten suchen</translation>
    </message>
    <message>
        <source>Shows the layers whose path has this text in it (Ctrl+F).</source>
        <translation>Zeigt die Schichten, deren Pfad diesen Text enthält (Strg+F).</translation>
    </message>
    <message>
        <source>Shows the layers of one kind.</source>
        <translation>Zeigt die Schichten einer Art.</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s), %1</source>
        <translation>
            <numerusform>%n Schicht, %1</numerusform>
            <numerusform>%n Schichten, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>predicted %1 (%2)</source>
        <translation>vorhergesagt %1 (%2)</translation>
    </message>
    <message>
        <source>Choose the columns.</source>
        <translation>Wählt die Spalten.</translation>
    </message>
</context>
<context>
    <name>athena::ui::LossPlot</name>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
</context>
<context>
    <name>athena::ui::MachinePage</name>
    <message>
        <source>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2: %3, %4 of fp32&apos;s time</source>
        <translation>&lt;b&gt;%1&lt;/b&gt;&lt;br&gt;%2: %3, das %4-Fache der Zeit von fp32</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measures the machine and, with a model open, the time of its layers in each scheme.</source>
        <translation>Misst den Rechner und, wenn ein Modell offen ist, die Zeit seiner Schichten in jedem Schema.</translation>
    </message>
    <message>
        <source>What can this machine do?</source>
        <translation>Was kann dieser Rechner?</translation>
    </message>
    <message>
        <source>Measures how fast it multiplies and reads and, with a model open, how long each layer takes in each scheme, so that a scheme that would slow a layer down is known before the run.</source>
        <translation>Misst, wie schnell er multipliziert und liest, und, wenn ein Modell offen ist, wie lange jede Schicht in jedem Schema braucht: So ist vor dem Lauf bekannt, welches Schema eine Schicht verlangsamen würde.</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>That this program may use.</source>
        <translation>Die dieses Programm nutzen darf.</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>Caches</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Befehlssätze</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>Kernels</translation>
    </message>
    <message>
        <source>Of the instruction sets that have kernels, the one in use.</source>
        <translation>Von den Befehlssätzen, für die es Kernels gibt, der benutzte.</translation>
    </message>
    <message>
        <source>int8 peak</source>
        <translation>Spitze, int8</translation>
    </message>
    <message>
        <source>10⁹ multiply-adds a second with all operands in registers</source>
        <translation>10⁹ Multiply-Adds je Sekunde, alle Operanden in Registern</translation>
    </message>
    <message>
        <source>fp32 peak</source>
        <translation>Spitze, fp32</translation>
    </message>
    <message>
        <source>Reading, GB/s</source>
        <translation>Lesen, GB/s</translation>
    </message>
    <message>
        <source>Over and over from each cache and from memory</source>
        <translation>Immer wieder aus jedem Cache und aus dem Speicher</translation>
    </message>
    <message>
        <source>Threads: %1, batch: %2. Hollow markers: slower than fp32 here.</source>
        <translation>Threads: %1, Batch: %2. Hohle Marken: hier langsamer als fp32.</translation>
    </message>
    <message>
        <source>Threads: %1. Measure again to time the layers of the open model.</source>
        <translation>Threads: %1. Messen Sie erneut, um die Schichten des offenen Modells zu stoppen.</translation>
    </message>
    <message>
        <source>Threads: %1. Open a model to time its layers.</source>
        <translation>Threads: %1. Öffnen Sie ein Modell, um seine Schichten zu stoppen.</translation>
    </message>
</context>
<context>
    <name>athena::ui::MainWindow</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Rezept</translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Strg+%2)</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Athena</source>
        <translation>Athena</translation>
    </message>
    <message>
        <source> – Athena</source>
        <translation> – Athena</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Opens a model, a session, data or a recipe.</source>
        <translation>Öffnet ein Modell, eine Sitzung, Daten oder ein Rezept.</translation>
    </message>
    <message>
        <source>Open data folder…</source>
        <translation>Datenordner öffnen …</translation>
    </message>
    <message>
        <source>Opens a folder as data.</source>
        <translation>Öffnet einen Ordner als Daten.</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>Opens a small trained model with real data, to try everything on.</source>
        <translation>Öffnet ein kleines trainiertes Modell mit echten Daten, an dem sich alles ausprobieren lässt.</translation>
    </message>
    <message>
        <source>Save session as…</source>
        <translation>Sitzung speichern als …</translation>
    </message>
    <message>
        <source>Gives the session a name; from then on it saves itself.</source>
        <translation>Gibt der Sitzung einen Namen; danach speichert sie sich selbst.</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Runs the recipe and measures the result.</source>
        <translation>Führt das Rezept aus und misst das Ergebnis.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Cancels every running job.</source>
        <translation>Bricht alle laufenden Aufträge ab.</translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation>Training fortsetzen</translation>
    </message>
    <message>
        <source>Goes on where this recipe&apos;s training was stopped.</source>
        <translation>Macht weiter, wo das Training dieses Rezepts unterbrochen wurde.</translation>
    </message>
    <message>
        <source>Time the layers</source>
        <translation>Schichten stoppen</translation>
    </message>
    <message>
        <source>Measures each layer&apos;s share of the time.</source>
        <translation>Misst den Zeitanteil jeder Schicht.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>Neue Sitzung</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>Find layers</source>
        <translation>Schichten suchen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Ausführen</translation>
    </message>
    <message>
        <source>Measure the latency</source>
        <translation>Latenz messen</translation>
    </message>
    <message>
        <source>Times each result beside the original and the fastest fp32 form of it.</source>
        <translation>Stoppt jedes Ergebnis neben dem Original und dessen schnellster fp32-Form.</translation>
    </message>
    <message>
        <source>Skipped layers are an error</source>
        <translation>Übersprungene Schichten sind ein Fehler</translation>
    </message>
    <message>
        <source>Stops a run whose rules meet a layer they cannot serve.</source>
        <translation>Hält einen Lauf an, dessen Regeln auf eine ungeeignete Schicht treffen.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n Thread</numerusform>
            <numerusform>%n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>About Athena</source>
        <translation>Über Athena</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Threads of the runs that measure time; all other work shares every core.</source>
        <translation>Threads der Zeitmessungen; alle andere Arbeit teilt sich alle Kerne.</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>Noch nichts</translation>
    </message>
    <message>
        <source>Opening another session stops the jobs that run. Open it?</source>
        <translation>Eine andere Sitzung zu öffnen, hält die laufenden Aufträge an. Trotzdem öffnen?</translation>
    </message>
    <message>
        <source>The sample files were not found near the program. Open a model of your own, or run Athena from its source folder.</source>
        <translation>Die Beispieldateien wurden beim Programm nicht gefunden. Öffnen Sie ein eigenes Modell, oder starten Sie Athena aus seinem Quellordner.</translation>
    </message>
    <message>
        <source>Opening the sample stops the jobs that run. Open it?</source>
        <translation>Das Beispiel zu öffnen, hält die laufenden Aufträge an. Trotzdem öffnen?</translation>
    </message>
    <message>
        <source>all Linear in int8</source>
        <translation>alle Linear in int8</translation>
    </message>
    <message>
        <source>the sample&apos;s recipe</source>
        <translation>Rezept des Beispiels</translation>
    </message>
    <message>
        <source>A new session stops the jobs that run. Start it?</source>
        <translation>Eine neue Sitzung hält die laufenden Aufträge an. Trotzdem beginnen?</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Everything Athena opens (*.pt *.pth *.athena *.json *ubyte *ubyte.gz);;TorchScript models (*.pt);;Sessions (*.athena);;Data and recipes (*.json *ubyte *ubyte.gz);;All files (*)</source>
        <translation>Alles, was Athena öffnet (*.pt *.pth *.athena *.json *ubyte *ubyte.gz);;TorchScript-Modelle (*.pt);;Sitzungen (*.athena);;Daten und Rezepte (*.json *ubyte *ubyte.gz);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Save session as</source>
        <translation>Sitzung speichern als</translation>
    </message>
    <message>
        <source>Sessions (*.athena)</source>
        <translation>Sitzungen (*.athena)</translation>
    </message>
    <message>
        <source>Jobs are running</source>
        <translation>Es laufen Aufträge</translation>
    </message>
    <message>
        <source>Stop the jobs</source>
        <translation>Aufträge anhalten</translation>
    </message>
    <message>
        <source>The model does more than compute</source>
        <translation>Das Modell tut mehr als rechnen</translation>
    </message>
    <message>
        <source>A model file is a program. Athena has not run %1, since it does more than compute:</source>
        <translation>Eine Modelldatei ist ein Programm. Athena hat %1 nicht ausgeführt, denn es tut mehr als rechnen:</translation>
    </message>
    <message>
        <source>Open it only if you trust whoever made it. Athena then remembers this very file as trusted.</source>
        <translation>Öffnen Sie es nur, wenn Sie dem vertrauen, der es gemacht hat. Athena merkt sich dann genau diese Datei als vertrauenswürdig.</translation>
    </message>
    <message>
        <source>Trust and open</source>
        <translation>Vertrauen und öffnen</translation>
    </message>
    <message>
        <source>Do not open</source>
        <translation>Nicht öffnen</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Athena&lt;/h3&gt;&lt;p&gt;Compresses TorchScript neural networks layer by layer and measures what each choice costs and gains.&lt;/p&gt;&lt;p&gt;The window is free software under the GNU General Public License, version 3 or later; what it is built on, and the runtime that exported models need, under the Apache License 2.0.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Athena&lt;/h3&gt;&lt;p&gt;Komprimiert neuronale Netze in TorchScript Schicht für Schicht und misst, was jede Wahl kostet und bringt.&lt;/p&gt;&lt;p&gt;Das Fenster ist freie Software unter der GNU General Public License, Version 3 oder neuer; worauf es aufbaut und die Laufzeit, die exportierte Modelle brauchen, unter der Apache License 2.0.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Closing stops the jobs that run. Trainings can be resumed later. Close?</source>
        <translation>Das Schließen hält die laufenden Aufträge an. Trainings lassen sich später fortsetzen. Schließen?</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>New data file…</source>
        <translation>Neue Datendatei…</translation>
    </message>
    <message>
        <source>Binds files of samples to the model&apos;s arguments and shows the first of them.</source>
        <translation>Bindet Dateien mit Beispielen an die Argumente des Modells und zeigt die ersten davon.</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
</context>
<context>
    <name>athena::ui::MessageBar</name>
    <message>
        <source>Close this message.</source>
        <translation>Schließt diese Meldung.</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <source>Copies the message with its technical details.</source>
        <translation>Kopiert die Meldung mit technischen Einzelheiten.</translation>
    </message>
</context>
<context>
    <name>athena::ui::ModelPage</name>
    <message>
        <source>No model is open</source>
        <translation>Kein Modell geöffnet</translation>
    </message>
    <message>
        <source>Open a TorchScript file (.pt) with Ctrl+O, or drop one anywhere in this window.</source>
        <translation>Öffnen Sie eine TorchScript-Datei (.pt) mit Strg+O, oder lassen Sie eine irgendwo in diesem Fenster fallen.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Rückgabe</translation>
    </message>
    <message>
        <source>Ifs</source>
        <translation>Ifs</translation>
    </message>
    <message>
        <source>Folded</source>
        <translation>Gefaltet</translation>
    </message>
    <message>
        <source>Loops</source>
        <translation>Schleifen</translation>
    </message>
    <message>
        <source>Branches that constants or the training mode decide; they are folded when layers are found and timed.</source>
        <translation>Zweige, über die Konstanten oder der Trainingsmodus entscheiden; beim Finden und Stoppen der Schichten sind sie gefaltet.</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Can be compressed</source>
        <translation>Komprimierbar</translation>
    </message>
    <message>
        <source>No data is open: accuracy is not measured, and agreement with the original is measured on random inputs. Open a data file, a folder with IDX files, or drop one here.</source>
        <translation>Es sind keine Daten geöffnet: Die Genauigkeit wird nicht gemessen und die Übereinstimmung mit dem Original auf Zufallseingaben. Öffnen Sie eine Datendatei oder einen Ordner mit IDX-Dateien, oder lassen Sie sie hier fallen.</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Methoden</translation>
    </message>
    <message>
        <source>Layers by kind</source>
        <translation>Schichten nach Art</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>All that the file stores. One that is tied shares the memory of another; no method reads one that is unused.</source>
        <translation>Alle, die die Datei enthält. Ein geteilter belegt den Speicher eines anderen; einen ungenutzten liest keine Methode.</translation>
    </message>
    <message>
        <source>%1 can be compressed</source>
        <translation>%1 komprimierbar</translation>
    </message>
    <message>
        <source>%1 kept as they are</source>
        <translation>%1 bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>%1 tied</source>
        <translation>%1 geteilt</translation>
    </message>
    <message>
        <source>%1 unused</source>
        <translation>%1 ungenutzt</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>saved in training mode</source>
        <translation>im Trainingsmodus gespeichert</translation>
    </message>
    <message>
        <source>Athena measures it in evaluation mode.</source>
        <translation>Athena misst es im Auswertungsmodus.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>%1: %2 samples</source>
        <translation>%1: %2 Beispiele</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>no labels</source>
        <translation>keine Labels</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>The file, its methods, its layers by kind, and the data.</source>
        <translation>Die Datei, ihre Methoden, ihre Schichten nach Art und die Daten.</translation>
    </message>
    <message>
        <source>Methods and control flow, with the layers in the order in which they are used.</source>
        <translation>Methoden und Kontrollfluss mit den Schichten in der Reihenfolge, in der sie benutzt werden.</translation>
    </message>
</context>
<context>
    <name>athena::ui::OutlineModel</name>
    <message numerus="yes">
        <source>%n op(s)</source>
        <translation>
            <numerusform>%n Operation</numerusform>
            <numerusform>%n Operationen</numerusform>
        </translation>
    </message>
    <message>
        <source>A method of the model; select it to select its layers.</source>
        <translation>Eine Methode des Modells; wer sie auswählt, wählt ihre Schichten aus.</translation>
    </message>
    <message>
        <source>Control flow, which is kept; select it to select its layers.</source>
        <translation>Kontrollfluss, der erhalten bleibt; wer ihn auswählt, wählt seine Schichten aus.</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>Operation</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Schema</translation>
    </message>
</context>
<context>
    <name>athena::ui::OutlineView</name>
    <message>
        <source>Outline of the graph</source>
        <translation>Gliederung des Graphen</translation>
    </message>
</context>
<context>
    <name>athena::ui::PlotView</name>
    <message>
        <source>The chart could not be written to %1: %2. Choose another folder, or make room.</source>
        <translation>Das Diagramm konnte nicht nach %1 geschrieben werden: %2. Wählen Sie einen anderen Ordner, oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>A chart is saved as .png, .svg or .pdf; “%1” ends in none of them.</source>
        <translation>Ein Diagramm wird als .png, .svg oder .pdf gespeichert; „%1“ endet auf keines davon.</translation>
    </message>
</context>
<context>
    <name>athena::ui::PreviewTable</name>
    <message>
        <source>image %1</source>
        <translation>Bild %1</translation>
    </message>
</context>
<context>
    <name>athena::ui::RangePlot</name>
    <message>
        <source>Channel %1: %2 to %3</source>
        <translation>Kanal %1: %2 bis %3</translation>
    </message>
</context>
<context>
    <name>athena::ui::RecipePage</name>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>Rezepte (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Name of the recipe and of its result</source>
        <translation>Name des Rezepts und seines Ergebnisses</translation>
    </message>
    <message>
        <source>The result of a run has this name until it is renamed.</source>
        <translation>Das Ergebnis eines Laufs heißt so, bis es umbenannt wird.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>name the recipe</source>
        <translation>Rezept benennen</translation>
    </message>
    <message>
        <source>seed </source>
        <translation>Seed </translation>
    </message>
    <message>
        <source>Start of the random numbers that training draws; the same seed gives the same result.</source>
        <translation>Anfang der Zufallszahlen, die das Training zieht; derselbe Seed gibt dasselbe Ergebnis.</translation>
    </message>
    <message>
        <source>change the seed</source>
        <translation>Seed ändern</translation>
    </message>
    <message>
        <source>Add step</source>
        <translation>Schritt hinzufügen</translation>
    </message>
    <message>
        <source>Adds a step to the recipe.</source>
        <translation>Fügt dem Rezept einen Schritt hinzu.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Takes the recipe from a file, or writes it to one.</source>
        <translation>Übernimmt das Rezept aus einer Datei oder schreibt es in eine.</translation>
    </message>
    <message>
        <source>Import recipe…</source>
        <translation>Rezept importieren …</translation>
    </message>
    <message>
        <source>Export recipe…</source>
        <translation>Rezept exportieren …</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Shows the recipe as the text that files and the command line use.</source>
        <translation>Zeigt das Rezept als den Text, den Dateien und die Kommandozeile benutzen.</translation>
    </message>
    <message>
        <source>Rules say what is done to which layers.</source>
        <translation>Regeln sagen, was mit welchen Schichten geschieht.</translation>
    </message>
    <message>
        <source>The recipe is empty</source>
        <translation>Das Rezept ist leer</translation>
    </message>
    <message>
        <source>Choose a scheme in a layer&apos;s row at the left, or for several selected layers at once. Or add a step above.</source>
        <translation>Wählen Sie links in der Zeile einer Schicht ein Schema, oder für mehrere ausgewählte auf einmal. Oder fügen Sie oben einen Schritt hinzu.</translation>
    </message>
    <message>
        <source>%1 → predicted %2 (%3)</source>
        <translation>%1 → vorhergesagt %2 (%3)</translation>
    </message>
    <message>
        <source>Needs data with labels: open some first.</source>
        <translation>Braucht Daten mit Labels: Öffnen Sie zuerst welche.</translation>
    </message>
    <message>
        <source>Needs data: open some first.</source>
        <translation>Braucht Daten: Öffnen Sie zuerst welche.</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) skipped</source>
        <translation>
            <numerusform>%n Schicht übersprungen</numerusform>
            <numerusform>%n Schichten übersprungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Import recipe</source>
        <translation>Rezept importieren</translation>
    </message>
    <message>
        <source>recipe</source>
        <translation>rezept</translation>
    </message>
    <message>
        <source>Export recipe</source>
        <translation>Rezept exportieren</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Karten</translation>
    </message>
</context>
<context>
    <name>athena::ui::RecipeTextEditor</name>
    <message>
        <source>The recipe as text</source>
        <translation>Das Rezept als Text</translation>
    </message>
    <message>
        <source>edit the recipe&apos;s text</source>
        <translation>Rezepttext bearbeiten</translation>
    </message>
</context>
<context>
    <name>athena::ui::ResultCharts</name>
    <message>
        <source>No times yet: measure a result with its latency.</source>
        <translation>Noch keine Zeiten: Messen Sie ein Ergebnis mit seiner Latenz.</translation>
    </message>
    <message>
        <source>No accuracy yet: run a recipe with data.</source>
        <translation>Noch keine Genauigkeit: Führen Sie ein Rezept mit Daten aus.</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Agreement with the original</source>
        <translation>Übereinstimmung mit dem Original</translation>
    </message>
    <message numerus="yes">
        <source> · batch %1, %n thread(s)</source>
        <translation>
            <numerusform> · Batch %1, %n Thread</numerusform>
            <numerusform> · Batch %1, %n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 over file size</source>
        <translation>%1 über Dateigröße</translation>
    </message>
    <message>
        <source>%1 over time per call</source>
        <translation>%1 über Zeit je Aufruf</translation>
    </message>
    <message>
        <source>file size</source>
        <translation>Dateigröße</translation>
    </message>
    <message>
        <source>time per call</source>
        <translation>Zeit je Aufruf</translation>
    </message>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source>No result within %1.</source>
        <translation>Kein Ergebnis innerhalb von %1.</translation>
    </message>
    <message>
        <source>Best within %1: %2 (%3)</source>
        <translation>Bestes innerhalb von %1: %2 (%3)</translation>
    </message>
</context>
<context>
    <name>athena::ui::Results</name>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>random inputs</source>
        <translation>Zufallseingaben</translation>
    </message>
    <message>
        <source>%1 samples of %2 (%3)</source>
        <translation>%1 Beispiele aus %2 (%3)</translation>
    </message>
    <message>
        <source> · %1 zeros</source>
        <translation> · %1 Nullen</translation>
    </message>
</context>
<context>
    <name>athena::ui::ResultsModel</name>
    <message>
        <source>%1, outdated</source>
        <translation>%1, veraltet</translation>
    </message>
    <message>
        <source>Cannot be compared: %1</source>
        <translation>Nicht vergleichbar: %1</translation>
    </message>
    <message>
        <source>The best result under the budget.</source>
        <translation>Das beste Ergebnis innerhalb des Budgets.</translation>
    </message>
    <message>
        <source>%1 of %2 right; 95 % interval %3 to %4</source>
        <translation>%1 von %2 richtig; 95-%-Intervall %3 bis %4</translation>
    </message>
    <message>
        <source>Same answer as the original on %1 of %2 samples%3</source>
        <translation>Dieselbe Antwort wie das Original bei %1 von %2 Beispielen%3</translation>
    </message>
    <message>
        <source> of random inputs</source>
        <translation> aus Zufallseingaben</translation>
    </message>
    <message>
        <source>cosine %1 · SQNR %2 dB · mean KL %3 nats</source>
        <translation>Kosinus %1 · SQNR %2 dB · mittlere KL %3 nat</translation>
    </message>
    <message>
        <source>%1; the original %2</source>
        <translation>%1; das Original %2</translation>
    </message>
    <message numerus="yes">
        <source>Batch %1, %n thread(s), interleaved in one run, %2 calls</source>
        <translation>
            <numerusform>Batch %1, %n Thread, verschränkt in einem Lauf, %2 Aufrufe</numerusform>
            <numerusform>Batch %1, %n Threads, verschränkt in einem Lauf, %2 Aufrufe</numerusform>
        </translation>
    </message>
    <message>
        <source>Optimized fp32: %1</source>
        <translation>Optimiertes fp32: %1</translation>
    </message>
    <message>
        <source>Noisy (~): the baseline drifted by more than 5 % in every repetition.</source>
        <translation>Verrauscht (~): Die Vergleichszeit driftete in jeder Wiederholung um mehr als 5 %.</translation>
    </message>
    <message>
        <source>The model or the data has changed since this was measured.</source>
        <translation>Das Modell oder die Daten haben sich seit dieser Messung geändert.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>F2 renames</source>
        <translation>F2 benennt um</translation>
    </message>
    <message>
        <source>Schemes</source>
        <translation>Schemata</translation>
    </message>
    <message>
        <source>What the layers really became, most bytes first</source>
        <translation>Was die Schichten wirklich wurden, die meisten Bytes zuerst</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Share of samples with the original&apos;s answer</source>
        <translation>Anteil der Beispiele mit der Antwort des Originals</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Bytes of the file</source>
        <translation>Bytes der Datei</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Size divided by that of the original file</source>
        <translation>Größe geteilt durch die der Originaldatei</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Median time of one call</source>
        <translation>Median der Zeit eines Aufrufs</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>95 of 100 calls take at most this long</source>
        <translation>95 von 100 Aufrufen dauern höchstens so lange</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Median time of the original file as it is, in the same run</source>
        <translation>Median der Zeit der Originaldatei, wie sie ist, im selben Lauf</translation>
    </message>
    <message>
        <source>Optimized</source>
        <translation>Optimiert</translation>
    </message>
    <message>
        <source>Median time of the fastest lossless optimization of the original, in the same run</source>
        <translation>Median der Zeit der schnellsten verlustfreien Optimierung des Originals, im selben Lauf</translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation>Beschleunigung</translation>
    </message>
    <message>
        <source>Against the optimized fp32, not the original</source>
        <translation>Gegenüber dem optimierten fp32, nicht dem Original</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>Gegen</translation>
    </message>
    <message>
        <source>Which optimization of the original was the fastest</source>
        <translation>Welche Optimierung des Originals die schnellste war</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihre</translation>
    </message>
    <message>
        <source>%1 over %2 samples</source>
        <translation>%1 über %2 Beispiele</translation>
    </message>
    <message>
        <source>; 95 % interval %1 to %2</source>
        <translation>; 95-%-Intervall %1 bis %2</translation>
    </message>
    <message>
        <source>; lower is better</source>
        <translation>; weniger ist besser</translation>
    </message>
    <message>
        <source>With half of its 95 % interval</source>
        <translation>Mit der Hälfte ihres 95-%-Intervalls</translation>
    </message>
    <message>
        <source>Against the original on the same samples; of shares in percentage points</source>
        <translation>Gegenüber dem Original auf denselben Beispielen; bei Anteilen in Prozentpunkten</translation>
    </message>
</context>
<context>
    <name>athena::ui::RooflinePlot</name>
    <message>
        <source>multiply-adds a byte</source>
        <translation>Multiply-Adds je Byte</translation>
    </message>
    <message>
        <source>10⁹ multiply-adds a second</source>
        <translation>10⁹ Multiply-Adds je Sekunde</translation>
    </message>
</context>
<context>
    <name>athena::ui::RuleTableModel</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n Schicht</numerusform>
            <numerusform>%n Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>any</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>change a rule</source>
        <translation>Regel ändern</translation>
    </message>
    <message>
        <source>A layer&apos;s path, or a pattern: * is any run of characters, dots too.</source>
        <translation>Pfad einer Schicht oder ein Muster: * steht für beliebige Zeichen, auch Punkte.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Kinds of layers, separated by commas.</source>
        <translation>Arten von Schichten, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Arten</translation>
    </message>
    <message>
        <source>What is done to these layers.</source>
        <translation>Was mit diesen Schichten geschieht.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>What differs from the method&apos;s defaults; edited below the table.</source>
        <translation>Was von den Vorgaben der Methode abweicht; unter der Tabelle zu ändern.</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Layers of the open model that this rule can serve; later rules win.</source>
        <translation>Schichten des offenen Modells, für die diese Regel geeignet ist; spätere Regeln gelten.</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>Betrifft</translation>
    </message>
    <message>
        <source>add a rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>remove a rule</source>
        <translation>Regel entfernen</translation>
    </message>
    <message>
        <source>move a rule</source>
        <translation>Regel verschieben</translation>
    </message>
    <message>
        <source>change a rule&apos;s parameters</source>
        <translation>Parameter einer Regel ändern</translation>
    </message>
</context>
<context>
    <name>athena::ui::RulesEditor</name>
    <message>
        <source>Remove the selected rule.</source>
        <translation>Entfernt die ausgewählte Regel.</translation>
    </message>
    <message>
        <source>Move the rule up: later rules win.</source>
        <translation>Schiebt die Regel nach oben: Spätere Regeln gelten.</translation>
    </message>
    <message>
        <source>Move the rule down: later rules win.</source>
        <translation>Schiebt die Regel nach unten: Spätere Regeln gelten.</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>Adds a rule after the others; later rules win.</source>
        <translation>Fügt nach den anderen eine Regel hinzu; spätere Regeln gelten.</translation>
    </message>
</context>
<context>
    <name>athena::ui::ScatterPlot</name>
    <message>
        <source>Drag to set a budget: the best result left of it lights up.</source>
        <translation>Ziehen setzt ein Budget: Das beste Ergebnis links davon leuchtet auf.</translation>
    </message>
    <message>
        <source>not comparable</source>
        <translation>nicht vergleichbar</translation>
    </message>
</context>
<context>
    <name>athena::ui::SchemeLegend</name>
    <message>
        <source>not comparable</source>
        <translation>nicht vergleichbar</translation>
    </message>
    <message>
        <source>Drawn hollow and kept off the front: measured under other conditions, outdated, or on random inputs.</source>
        <translation>Hohl gezeichnet und nie auf der Front: unter anderen Bedingungen gemessen, veraltet oder auf Zufallseingaben.</translation>
    </message>
</context>
<context>
    <name>athena::ui::SchemeStyle</name>
    <message>
        <source>sparse</source>
        <translation>dünn besetzt</translation>
    </message>
    <message>
        <source>structured</source>
        <translation>strukturiert</translation>
    </message>
    <message>
        <source>combined</source>
        <translation>kombiniert</translation>
    </message>
</context>
<context>
    <name>athena::ui::SessionFiles</name>
    <message>
        <source>This session&apos;s model is not at %1 any more.</source>
        <translation>Das Modell dieser Sitzung liegt nicht mehr unter %1.</translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Find %1</source>
        <translation>%1 suchen</translation>
    </message>
    <message>
        <source>This session&apos;s data “%1” is not at %2 any more.</source>
        <translation>Die Daten „%1“ dieser Sitzung liegen nicht mehr unter %2.</translation>
    </message>
    <message>
        <source>Find the data</source>
        <translation>Daten suchen</translation>
    </message>
    <message>
        <source>%1 has changed since this session was saved. The figures measured on the old file are marked and not compared with new ones.</source>
        <translation>%1 hat sich geändert, seit diese Sitzung gespeichert wurde. Die mit der alten Datei gemessenen Werte sind gekennzeichnet und werden nicht mit neuen verglichen.</translation>
    </message>
    <message>
        <source>The data at %1 have changed since this session was saved. The figures measured on the old data are marked and not compared with new ones.</source>
        <translation>Die Daten unter %1 haben sich geändert, seit diese Sitzung gespeichert wurde. Die auf den alten Daten gemessenen Werte sind gekennzeichnet und werden nicht mit neuen verglichen.</translation>
    </message>
</context>
<context>
    <name>athena::ui::SpeedTable</name>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>Multiply-Adds</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Of fp32&apos;s time</source>
        <translation>Anteil an fp32</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Bemerkung</translation>
    </message>
    <message>
        <source>What the machine allows: the longer of the multiply-adds at the peak and the bytes at the rate of reading.</source>
        <translation>Was der Rechner zulässt: das Längere von Multiply-Adds bei Spitzenleistung und Bytes bei Lesegeschwindigkeit.</translation>
    </message>
    <message>
        <source>10⁹ multiply-adds a second</source>
        <translation>10⁹ Multiply-Adds je Sekunde</translation>
    </message>
    <message>
        <source>Of the layer as it is, timed in turns with it.</source>
        <translation>Im Verhältnis zur Schicht, wie sie ist, abwechselnd mit ihr gestoppt.</translation>
    </message>
    <message>
        <source>slower here</source>
        <translation>hier langsamer</translation>
    </message>
    <message>
        <source>slower in %1</source>
        <translation>langsamer in %1</translation>
    </message>
</context>
<context>
    <name>athena::ui::StartPage</name>
    <message>
        <source>Smaller, faster models, measured</source>
        <translation>Kleinere, schnellere Modelle, gemessen</translation>
    </message>
    <message>
        <source>Open a TorchScript model and see what each of its layers costs in bytes and time.</source>
        <translation>Ein TorchScript-Modell öffnen und sehen, was jede Schicht an Bytes und Zeit kostet.</translation>
    </message>
    <message>
        <source>Store and run the layers you choose in 8 or 4 bits; prune and fine-tune them.</source>
        <translation>Ausgewählte Schichten in 8 oder 4 Bit speichern und rechnen, beschneiden und nachtrainieren.</translation>
    </message>
    <message>
        <source>Compare accuracy, size and speed side by side, and export the result you like.</source>
        <translation>Genauigkeit, Größe und Tempo nebeneinander vergleichen und das beste Ergebnis exportieren.</translation>
    </message>
    <message>
        <source>Or drop a model, a session or a data file anywhere in this window.</source>
        <translation>Oder ein Modell, eine Sitzung oder eine Datendatei irgendwo in diesem Fenster fallen lassen.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
</context>
<context>
    <name>athena::ui::StatusFacts</name>
    <message>
        <source>predicted %1 (%2)</source>
        <translation>vorhergesagt %1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation>
            <numerusform>%n Ergebnis</numerusform>
            <numerusform>%n Ergebnisse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n Thread</numerusform>
            <numerusform>%n Threads</numerusform>
        </translation>
    </message>
    <message>
        <source>model %1</source>
        <translation>Modell %1</translation>
    </message>
    <message>
        <source>Kernels, threads of the timing runs, and builds that figures are measured with, on %1.</source>
        <translation>Kernels, Threads der Zeitmessungen und Builds, mit denen gemessen wird, auf %1.</translation>
    </message>
</context>
<context>
    <name>athena::ui::StepCard</name>
    <message>
        <source>Each rule says what is done to which layers; later rules win.</source>
        <translation>Jede Regel sagt, was mit welchen Schichten geschieht; spätere Regeln gelten.</translation>
    </message>
    <message>
        <source>change the step “%1”</source>
        <translation>Schritt „%1“ ändern</translation>
    </message>
    <message>
        <source>Do this step earlier.</source>
        <translation>Macht diesen Schritt früher.</translation>
    </message>
    <message>
        <source>Do this step later.</source>
        <translation>Macht diesen Schritt später.</translation>
    </message>
    <message>
        <source>Remove this step; undo brings it back.</source>
        <translation>Entfernt diesen Schritt; Rückgängig holt ihn zurück.</translation>
    </message>
</context>
<context>
    <name>athena::ui::TrainPage</name>
    <message>
        <source>Nothing trains yet</source>
        <translation>Noch trainiert nichts</translation>
    </message>
    <message>
        <source>A train step fine-tunes the model with the schemes and masks of the earlier steps in force, and wins back accuracy that compression cost. It needs data with labels.</source>
        <translation>Ein Trainingsschritt stimmt das Modell fein ab, während die Schemata und Masken der früheren Schritte gelten, und holt Genauigkeit zurück, die das Komprimieren gekostet hat. Er braucht Daten mit Labels.</translation>
    </message>
    <message>
        <source>change the training</source>
        <translation>Training ändern</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Runs the whole recipe, training included</source>
        <translation>Führt das ganze Rezept aus, samt Training</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Wiederaufnehmen</translation>
    </message>
    <message>
        <source>Goes on with the interrupted training of this recipe where it stopped</source>
        <translation>Setzt das unterbrochene Training dieses Rezepts dort fort, wo es stehen blieb</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Holds the running training, or lets it go on</source>
        <translation>Hält das laufende Training an oder lässt es weiterlaufen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stops the running training; it can be resumed later</source>
        <translation>Bricht das laufende Training ab; es kann später wieder aufgenommen werden</translation>
    </message>
    <message>
        <source>Add a train step</source>
        <translation>Trainingsschritt hinzufügen</translation>
    </message>
    <message>
        <source>Adds a train step to the end of the recipe</source>
        <translation>Fügt dem Rezept am Ende einen Trainingsschritt hinzu</translation>
    </message>
    <message>
        <source>Open data…</source>
        <translation>Daten öffnen …</translation>
    </message>
    <message>
        <source>Opens a data file or an IDX images file with labels beside it</source>
        <translation>Öffnet eine Datendatei oder eine IDX-Bilddatei mit Labels daneben</translation>
    </message>
    <message>
        <source>over steps</source>
        <translation>über Schritte</translation>
    </message>
    <message>
        <source>over epochs</source>
        <translation>über Epochen</translation>
    </message>
    <message>
        <source>What the horizontal axis counts</source>
        <translation>Was die waagerechte Achse zählt</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Draws a moving average over the pale raw losses</source>
        <translation>Zeichnet einen gleitenden Mittelwert über die blassen Rohwerte</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>What will be trained</source>
        <translation>Was trainiert wird</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Öffnen Sie zuerst ein Modell.</translation>
    </message>
    <message>
        <source>The recipe has no train step.</source>
        <translation>Das Rezept hat keinen Trainingsschritt.</translation>
    </message>
    <message>
        <source>Training needs data with labels, and none are open.</source>
        <translation>Training braucht Daten mit Labels, und keine sind offen.</translation>
    </message>
    <message>
        <source>Training needs labels, and “%1” has none.</source>
        <translation>Training braucht Labels, und „%1“ hat keine.</translation>
    </message>
    <message numerus="yes">
        <source>On “%1”, %n steps per epoch, with the recipe&apos;s earlier steps in force.</source>
        <translation>
            <numerusform>Auf „%1“, %n Schritt je Epoche, während die früheren Schritte des Rezepts gelten.</numerusform>
            <numerusform>Auf „%1“, %n Schritte je Epoche, während die früheren Schritte des Rezepts gelten.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” has no split named “train”.</source>
        <translation>„%1“ hat keinen Teil namens „train“.</translation>
    </message>
    <message>
        <source>The loss appears here while the training runs.</source>
        <translation>Der Verlust erscheint hier, während das Training läuft.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>Daten öffnen</translation>
    </message>
    <message>
        <source>Data (*.data.json *ubyte *ubyte.gz);;All files (*)</source>
        <translation>Daten (*.data.json *ubyte *ubyte.gz);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>Trainings</translation>
    </message>
</context>
<context>
    <name>athena::ui::TrainingRunsModel</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>angehalten bei %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled at %1</source>
        <translation>abgebrochen bei %1</translation>
    </message>
    <message numerus="yes">
        <source>After %n step(s)</source>
        <translation>
            <numerusform>Nach %n Schritt</numerusform>
            <numerusform>Nach %n Schritten</numerusform>
        </translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
</context>
<context>
    <name>athena::ui::WeightsView</name>
    <message>
        <source>Range of each channel</source>
        <translation>Bereich jedes Kanals</translation>
    </message>
    <message>
        <source>Histogram of the weights</source>
        <translation>Histogramm der Gewichte</translation>
    </message>
    <message>
        <source>How many weights have which value; grey: pruned.</source>
        <translation>Wie viele Gewichte welchen Wert haben; grau: gestutzt.</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Reading the weights…</source>
        <translation>Die Gewichte werden gelesen …</translation>
    </message>
    <message>
        <source>It holds no values.</source>
        <translation>Sie enthält keine Werte.</translation>
    </message>
    <message>
        <source>None of its values is finite.</source>
        <translation>Keiner ihrer Werte ist endlich.</translation>
    </message>
    <message>
        <source>Lines: the %1 levels of %2, where its steps are widest.</source>
        <translation>Linien: die %1 Stufen von %2, wo sie am weitesten auseinander liegen.</translation>
    </message>
    <message>
        <source>Lines: one in %1 of the %2 levels of %3, where its steps are widest.</source>
        <translation>Linien: jede %1. der %2 Stufen von %3, wo sie am weitesten auseinander liegen.</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>The smallest and the largest weight.</source>
        <translation>Das kleinste und das größte Gewicht.</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>With the standard deviation.</source>
        <translation>Mit der Standardabweichung.</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>Nicht endlich</translation>
    </message>
    <message>
        <source>Weights that are NaN or infinite, which no scheme can store.</source>
        <translation>Gewichte, die NaN oder unendlich sind; kein Schema kann sie speichern.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message numerus="yes">
        <source>Between two levels, over all %n scale(s).</source>
        <translation>
            <numerusform>Zwischen zwei Stufen, bei einem Skalenfaktor (%n).</numerusform>
            <numerusform>Zwischen zwei Stufen, über alle %n Skalenfaktoren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>SQNR %1 dB</source>
        <translation>SQNR %1 dB</translation>
    </message>
    <message>
        <source>Power of the weights over that of their rounding errors, of which the largest is %1.</source>
        <translation>Leistung der Gewichte durch die ihrer Rundungsfehler, deren größter %1 ist.</translation>
    </message>
</context>
<context>
    <name>athena::ui::WorkbenchDocument</name>
    <message>
        <source>No folder for a new session could be made at %1. Check that the disk is not full and the folder can be written.</source>
        <translation>Unter %1 konnte kein Ordner für eine neue Sitzung angelegt werden. Prüfen Sie, ob die Platte voll ist und ob der Ordner beschreibbar ist.</translation>
    </message>
    <message>
        <source>untitled session</source>
        <translation>unbenannte Sitzung</translation>
    </message>
    <message>
        <source>rename “%1”</source>
        <translation>„%1“ umbenennen</translation>
    </message>
    <message>
        <source>note on “%1”</source>
        <translation>Notiz zu „%1“</translation>
    </message>
    <message>
        <source>delete “%1”</source>
        <translation>„%1“ löschen</translation>
    </message>
    <message numerus="yes">
        <source>delete %n result(s)</source>
        <translation>
            <numerusform>%n Ergebnis löschen</numerusform>
            <numerusform>%n Ergebnisse löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>take the recipe of “%1”</source>
        <translation>Rezept von „%1“ übernehmen</translation>
    </message>
    <message>
        <source>%1 as %2</source>
        <translation>%1 als %2</translation>
    </message>
    <message numerus="yes">
        <source>%n layers as %1</source>
        <translation>
            <numerusform>%n Schicht als %1</numerusform>
            <numerusform>%n Schichten als %1</numerusform>
        </translation>
    </message>
    <message>
        <source>prune %1 by %2 %</source>
        <translation>%1 um %2 % beschneiden</translation>
    </message>
    <message numerus="yes">
        <source>prune %n layers by %1 %</source>
        <translation>
            <numerusform>%n Schicht um %1 % beschneiden</numerusform>
            <numerusform>%n Schichten um %1 % beschneiden</numerusform>
        </translation>
    </message>
    <message>
        <source>add the step “%1”</source>
        <translation>Schritt „%1“ hinzufügen</translation>
    </message>
    <message>
        <source>remove the step “%1”</source>
        <translation>Schritt „%1“ entfernen</translation>
    </message>
    <message>
        <source>move the step “%1”</source>
        <translation>Schritt „%1“ verschieben</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>take the recipe of %1</source>
        <translation>Rezept von %1 übernehmen</translation>
    </message>
    <message>
        <source>The recipe could not be written to %1: %2.</source>
        <translation>Das Rezept konnte nicht nach %1 geschrieben werden: %2.</translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>Leaves the layer as it is stored in the model.</source>
        <translation>Lässt die Schicht, wie sie im Modell gespeichert ist.</translation>
    </message>
    <message>
        <source>Stores the weights as half-precision floats and computes in fp32.</source>
        <translation>Speichert die Gewichte in halber Genauigkeit und rechnet in fp32.</translation>
    </message>
    <message>
        <source>Stores the weights as bfloat16, with the range of fp32, and computes in fp32.</source>
        <translation>Speichert die Gewichte als bfloat16, mit dem Wertebereich von fp32, und rechnet in fp32.</translation>
    </message>
    <message>
        <source>Stores the weights as 8-bit integers with one scale per output channel; activations stay fp32.</source>
        <translation>Speichert die Gewichte als 8-Bit-Ganzzahlen mit einer Skala je Ausgabekanal; Aktivierungen bleiben fp32.</translation>
    </message>
    <message>
        <source>8-bit weights per output channel, activations quantized per row at run time, integer arithmetic; an embedding has no activations, its rows are stored in 8 bits.</source>
        <translation>8-Bit-Gewichte je Ausgabekanal, Aktivierungen zur Laufzeit je Zeile quantisiert, Ganzzahlrechnung; ein Embedding hat keine Aktivierungen, seine Zeilen werden in 8 Bit gespeichert.</translation>
    </message>
    <message>
        <source>Stores the weights as 4-bit integers with one scale per group; activations stay fp32.</source>
        <translation>Speichert die Gewichte als 4-Bit-Ganzzahlen mit einer Skala je Gruppe; Aktivierungen bleiben fp32.</translation>
    </message>
    <message>
        <source>4-bit weights per group, activations quantized per row at run time, integer arithmetic within a group.</source>
        <translation>4-Bit-Gewichte je Gruppe, Aktivierungen zur Laufzeit je Zeile quantisiert, Ganzzahlrechnung innerhalb einer Gruppe.</translation>
    </message>
    <message>
        <source>Stores and multiplies only the weights that are not zero, in fp32; prune the layer first.</source>
        <translation>Speichert und multipliziert nur die Gewichte, die nicht null sind, in fp32; vorher die Schicht ausdünnen.</translation>
    </message>
    <message>
        <source>The arithmetic of int8-dynamic, with only the weights that are not zero stored, and zeros in whole blocks or of the pattern 2:4 not multiplied; prune the layer first.</source>
        <translation>Die Rechnung von int8-dynamic; nur Gewichte, die nicht null sind, werden gespeichert, Nullen in ganzen Blöcken oder nach dem Muster 2:4 nicht multipliziert; vorher die Schicht ausdünnen.</translation>
    </message>
    <message>
        <source>Sets the weights of smallest magnitude to zero (a mask; the shapes stay).</source>
        <translation>Setzt die betragsmäßig kleinsten Gewichte auf null (eine Maske; die Formen bleiben).</translation>
    </message>
    <message>
        <source>Sets the blocks of 16 outputs by 4 inputs with the smallest sum of magnitudes to zero, which sparse-int8 then skips.</source>
        <translation>Setzt die Blöcke aus 16 Ausgängen mal 4 Eingängen mit der kleinsten Betragssumme auf null, die sparse-int8 dann überspringt.</translation>
    </message>
    <message>
        <source>Sets the 2 of smallest magnitude of each 4 weights along the inputs to zero (2:4 semi-structured sparsity), which sparse-int8 then does not multiply.</source>
        <translation>Setzt von je 4 Gewichten entlang der Eingänge die 2 betragsmäßig kleinsten auf null (halbstrukturierte Dünnbesetzung 2:4), die sparse-int8 dann nicht multipliziert.</translation>
    </message>
    <message>
        <source>Half of each four weights, as the pattern says.</source>
        <translation>Die Hälfte von je vier Gewichten, wie es das Muster verlangt.</translation>
    </message>
    <message>
        <source>Fine-tunes the weights with the schemes and masks of the earlier steps in force.</source>
        <translation>Trainiert die Gewichte nach, während die Schemata und Masken der früheren Schritte gelten.</translation>
    </message>
    <message>
        <source>Share of the layer&apos;s blocks that become zero.</source>
        <translation>Anteil der Blöcke der Schicht, die null werden.</translation>
    </message>
    <message>
        <source>Share of the layer&apos;s weights that become zero.</source>
        <translation>Anteil der Gewichte der Schicht, die null werden.</translation>
    </message>
    <message>
        <source>Passes over the training data.</source>
        <translation>Durchgänge durch die Trainingsdaten.</translation>
    </message>
    <message>
        <source>Samples per optimizer step.</source>
        <translation>Beispiele je Optimierungsschritt.</translation>
    </message>
    <message>
        <source>What training makes smaller.</source>
        <translation>Was das Training kleiner macht.</translation>
    </message>
    <message>
        <source>Training samples used; 0 means all of them.</source>
        <translation>Benutzte Trainingsbeispiele; 0 heißt alle.</translation>
    </message>
    <message>
        <source>The optimizer.</source>
        <translation>Der Optimierer.</translation>
    </message>
    <message>
        <source>Learning rate.</source>
        <translation>Lernrate.</translation>
    </message>
    <message>
        <source>Weight decay, decoupled from the gradient.</source>
        <translation>Gewichtsabnahme (weight decay), vom Gradienten entkoppelt.</translation>
    </message>
    <message>
        <source>quantize</source>
        <translation>quantisieren</translation>
    </message>
    <message>
        <source>prune</source>
        <translation>beschneiden</translation>
    </message>
    <message>
        <source>train</source>
        <translation>trainieren</translation>
    </message>
    <message>
        <source>Weights of a row that share one scale.</source>
        <translation>Gewichte einer Zeile, die sich eine Skala teilen.</translation>
    </message>
    <message>
        <source>Whether a group&apos;s codes reach from its least weight to its greatest, with a zero point.</source>
        <translation>Ob die Codes einer Gruppe von ihrem kleinsten Gewicht bis zu ihrem größten reichen, mit einem Nullpunkt.</translation>
    </message>
    <message>
        <source>How the scales of groups are stored.</source>
        <translation>Wie die Skalen der Gruppen gespeichert werden.</translation>
    </message>
    <message>
        <source>The 8-bit scheme that is fastest on this machine, timed within the model before the run; fp32 where none is faster.</source>
        <translation>Das auf diesem Rechner schnellste 8-Bit-Schema, vor dem Lauf im Modell gestoppt; fp32, wo keines schneller ist.</translation>
    </message>
    <message>
        <source>The weights of int8-dynamic between activations in 8 bits, whose ranges come from calibration samples, so that convolutions hand codes on to each other.</source>
        <translation>Die Gewichte von int8-dynamic zwischen 8-Bit-Aktivierungen, deren Bereiche aus Kalibrierungsbeispielen stammen, sodass Faltungen einander Codes weiterreichen.</translation>
    </message>
    <message>
        <source>Finds the ranges of activations for int8-static on calibration samples, once all weights are final.</source>
        <translation>Ermittelt die Bereiche der Aktivierungen für int8-static an Kalibrierungsbeispielen, sobald alle Gewichte feststehen.</translation>
    </message>
    <message>
        <source>From which values to which a range goes: all, without the outermost, or with the least squared error.</source>
        <translation>Von welchem bis zu welchem Wert ein Bereich reicht: alle, ohne die äußersten, oder mit dem kleinsten quadratischen Fehler.</translation>
    </message>
    <message>
        <source>Percent of the values that the observer percentile leaves below the upper end, and above the lower.</source>
        <translation>Prozent der Werte, die der Beobachter percentile unter dem oberen und über dem unteren Ende lässt.</translation>
    </message>
    <message>
        <source>calibrate</source>
        <translation>kalibrieren</translation>
    </message>
    <message>
        <source>Rounds integer weights again, so that the outputs on calibration samples change least.</source>
        <translation>Rundet ganzzahlige Gewichte erneut, sodass sich die Ausgaben für Kalibrierungsbeispiele am wenigsten ändern.</translation>
    </message>
    <message>
        <source>How weights are rounded again.</source>
        <translation>Wie Gewichte erneut gerundet werden.</translation>
    </message>
    <message>
        <source>Calibration samples that are run.</source>
        <translation>Kalibrierungsbeispiele, die gerechnet werden.</translation>
    </message>
    <message>
        <source>Share of the inputs&apos; mean square that is added to it, for stability.</source>
        <translation>Anteil des mittleren Quadrats der Eingaben, der der Stabilität wegen dazukommt.</translation>
    </message>
    <message>
        <source>recover</source>
        <translation>nachrunden</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Compresses TorchScript models and measures what it costs.</source>
        <translation>Komprimiert TorchScript-Modelle und misst, was es kostet.</translation>
    </message>
    <message>
        <source>Open the sample model and data.</source>
        <translation>Beispielmodell und -daten öffnen.</translation>
    </message>
    <message>
        <source>Light colours, whatever the system has.</source>
        <translation>Helle Farben, was immer das System hat.</translation>
    </message>
    <message>
        <source>Dark colours, whatever the system has.</source>
        <translation>Dunkle Farben, was immer das System hat.</translation>
    </message>
    <message>
        <source>Show page &lt;n&gt;, 1 to 5.</source>
        <translation>Seite &lt;n&gt; zeigen, 1 bis 5.</translation>
    </message>
    <message>
        <source>Save a picture of the window as &lt;file&gt; once nothing runs, and end.</source>
        <translation>Ein Bild des Fensters als &lt;file&gt; speichern, sobald nichts mehr läuft, und enden.</translation>
    </message>
    <message>
        <source>Models, sessions, data and recipes to open.</source>
        <translation>Modelle, Sitzungen, Daten und Rezepte zum Öffnen.</translation>
    </message>
</context>
</TS>
