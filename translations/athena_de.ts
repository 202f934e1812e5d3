<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>QObject</name>
    <message>
        <source>%1  (%2 of %3 layers)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scheme serves this layer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::AmountPopup</name>
    <message>
        <source>Share of the weights of %1 that become zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Share of the weights of %n layer(s) that become zero</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The smallest weights go first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::AmountSlider</name>
    <message>
        <source> %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::Comparability</name>
    <message>
        <source>Not measured yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model or the data has changed since this was measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on random inputs: they say nothing of accuracy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured without accuracy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made from another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on other data than the newest run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on %1 samples of “%2”, the newest run on %3 of “%4”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured on another machine: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured with other kernels: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured with another build: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Measured with %n thread(s), the newest run with %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Timed with batch %1, the newest run with batch %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::ElidedLabel</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::HistogramPlot</name>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::InspectorPanel</name>
    <message>
        <source>No layer selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a layer at the left to see its facts and choose what is done to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the weights are stored and run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the weights that become zero; the smallest go first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pruned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tied to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer that owns the same weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>top level</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n layers</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>several</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computed from the recipe, before anything has run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes in the compressed file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code that really ran.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zero weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remark</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::JobRow</name>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold this job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel this job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the details.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let this job go on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::JobRunner</name>
    <message>
        <source>%1 is not the model that is looked for: its content is another. Choose the file that this session was made with, or open this one in a new session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds other data than what is looked for. Choose the data that this session was measured on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run finished, but its result could not be stored in the session. The compressed model is at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was made from another model than the one that is open. Open that model first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remake %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::JobsPanel</name>
    <message>
        <source>Nothing runs. Ctrl+R runs the recipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the jobs that have ended off this list; their results stay.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::LayerReportModel</name>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path of the module that owns the weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of the layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it became</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kernel that really ran</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often it ran while it was watched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of its tensors in the original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of its tensors in the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After divided by before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of its weights that are zero</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it was left as it is, or saved nothing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::LayerTreeModel</name>
    <message>
        <source>several</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the weights are stored and run; click to choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the weights that become zero; click to choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the model&apos;s measured time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pruned</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::LayersPanel</name>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to sort, right-click to choose the columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the layers whose path has this text in it (Ctrl+F).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the layers of one kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s), %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>predicted %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::LossPlot</name>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::MainWindow</name>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Athena</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> – Athena</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens a model, a session, data or a recipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open data folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens a folder as data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens a small trained model with real data, to try everything on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save session as…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives the session a name; from then on it saves itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs the recipe and measures the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancels every running job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes on where this recipe&apos;s training was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measures each layer&apos;s share of the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure the latency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times each result beside the original and the fastest fp32 form of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skipped layers are an error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops a run whose rules meet a layer they cannot serve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Athena</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads of the runs that measure time; all other work shares every core.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening another session stops the jobs that run. Open it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample files were not found near the program. Open a model of your own, or run Athena from its source folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the sample stops the jobs that run. Open it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all Linear in int8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the sample&apos;s recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new session stops the jobs that run. Start it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything Athena opens (*.pt *.pth *.athena *.json *ubyte *ubyte.gz);;TorchScript models (*.pt);;Sessions (*.athena);;Data and recipes (*.json *ubyte *ubyte.gz);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save session as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sessions (*.athena)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs are running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Athena&lt;/h3&gt;&lt;p&gt;Compresses TorchScript neural networks layer by layer and measures what each choice costs and gains.&lt;/p&gt;&lt;p&gt;The window is free software under the GNU General Public License, version 3 or later; what it is built on, and the runtime that exported models need, under the Apache License 2.0.&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing stops the jobs that run. Trainings can be resumed later. Close?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::MessageBar</name>
    <message>
        <source>Close this message.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copies the message with its technical details.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::ModelPage</name>
    <message>
        <source>No model is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a TorchScript file (.pt) with Ctrl+O, or drop one anywhere in this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ifs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loops</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branches that constants or the training mode decide; they are folded when layers are found and timed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can be compressed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data is open: accuracy is not measured, and agreement with the original is measured on random inputs. Open a data file, a folder with IDX files, or drop one here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers by kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved in training mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Athena measures it in evaluation mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Splits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no labels</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::PlotView</name>
    <message>
        <source>The chart could not be written to %1: %2. Choose another folder, or make room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A chart is saved as .png, .svg or .pdf; “%1” ends in none of them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::RecipePage</name>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the recipe and of its result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result of a run has this name until it is renamed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name the recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start of the random numbers that training draws; the same seed gives the same result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a step to the recipe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the recipe from a file, or writes it to one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import recipe…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export recipe…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the recipe as the text that files and the command line use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rules say what is done to which layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a scheme in a layer&apos;s row at the left, or for several selected layers at once. Or add a step above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → predicted %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs data with labels: open some first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs data: open some first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) skipped</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Import recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export recipe</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::RecipeTextEditor</name>
    <message>
        <source>The recipe as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edit the recipe&apos;s text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::Results</name>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 samples of %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · %1 zeros</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::ResultsModel</name>
    <message>
        <source>%1, outdated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be compared: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The best result under the budget.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 right; 95 % interval %3 to %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same answer as the original on %1 of %2 samples%3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of random inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cosine %1 · SQNR %2 dB · mean KL %3 nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; the original %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Batch %1, %n thread(s), interleaved in one run, %2 calls</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Optimized fp32: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noisy (~): the baseline drifted by more than 5 % in every repetition.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model or the data has changed since this was measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F2 renames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schemes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the layers really became, most bytes first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top-1 with half of its 95 % Wilson interval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percentage points against the original on the same samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of samples with the original&apos;s answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size divided by that of the original file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Median time of one call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 of 100 calls take at most this long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Median time of the original file as it is, in the same run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimized</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Median time of the fastest lossless optimization of the original, in the same run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against the optimized fp32, not the original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which optimization of the original was the fastest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::RuleTableModel</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change a rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A layer&apos;s path, or a pattern: * is any run of characters, dots too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds of layers, separated by commas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done to these layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What differs from the method&apos;s defaults; edited below the table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers of the open model that this rule can serve; later rules win.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add a rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove a rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move a rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change a rule&apos;s parameters</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::RulesEditor</name>
    <message>
        <source>Remove the selected rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the rule up: later rules win.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the rule down: later rules win.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds a rule after the others; later rules win.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::ScatterPlot</name>
    <message>
        <source>Drag to set a budget: the best result left of it lights up.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::SchemeStyle</name>
    <message>
        <source>sparse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>structured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>combined</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::SessionFiles</name>
    <message>
        <source>This session&apos;s model is not at %1 any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This session&apos;s data “%1” is not at %2 any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has changed since this session was saved. The figures measured on the old file are marked and not compared with new ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data at %1 have changed since this session was saved. The figures measured on the old data are marked and not compared with new ones.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::StartPage</name>
    <message>
        <source>Smaller, faster models, measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a TorchScript model and see what each of its layers costs in bytes and time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store and run the layers you choose in 8 or 4 bits; prune and fine-tune them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare accuracy, size and speed side by side, and export the result you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or drop a model, a session or a data file anywhere in this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::StatusFacts</name>
    <message>
        <source>predicted %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n result(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>model %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kernels, threads of the timing runs, and builds that figures are measured with, on %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::StepCard</name>
    <message>
        <source>Each rule says what is done to which layers; later rules win.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change the step “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do this step earlier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do this step later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this step; undo brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>athena::ui::WorkbenchDocument</name>
    <message>
        <source>No folder for a new session could be made at %1. Check that the disk is not full and the folder can be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>untitled session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rename “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>note on “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>delete %n result(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>take the recipe of “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 as %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n layers as %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>prune %1 by %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>prune %n layers by %1 %</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>add the step “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remove the step “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move the step “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>take the recipe of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recipe could not be written to %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>catalogue</name>
    <message>
        <source>Leaves the layer as it is stored in the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stores the weights as half-precision floats and computes in fp32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stores the weights as bfloat16, with the range of fp32, and computes in fp32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stores the weights as 8-bit integers with one scale per output channel; activations stay fp32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8-bit weights per output channel, activations quantized per row at run time, integer arithmetic.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stores the weights as 4-bit integers with one scale per group; activations stay fp32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4-bit weights per group, activations quantized per row at run time, integer arithmetic within a group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets the weights of smallest magnitude to zero (a mask; the shapes stay).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fine-tunes the weights with the schemes and masks of the earlier steps in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the layer&apos;s weights that become zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over the training data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples per optimizer step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What training makes smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training samples used; 0 means all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The optimizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay, decoupled from the gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quantize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights of a row that share one scale.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Compresses TorchScript models and measures what it costs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the sample model and data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light colours, whatever the system has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark colours, whatever the system has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show page &lt;n&gt;, 1 to 5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a picture of the window as &lt;file&gt; once nothing runs, and end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models, sessions, data and recipes to open.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
