"""Templates in the idiom that Ground Truth, A2I and MTurk authors use, made for these tests."""

LIBRARY = '<script src="https://assets.crowd.aws/crowd-html-elements.js"></script>\n'

IMAGE_CLASSIFICATION = f"""{LIBRARY}
<crowd-form>
  <crowd-image-classifier
    name="animal"
    src="{{{{ task.input.source-ref | grant_read_access }}}}"
    header="Which animal is this?"
    categories="['Cat', 'Dog', 'It\\'s none of them']"
  >
    <short-instructions>
      <p>Look at the whole picture.</p>
      <crowd-badge icon="star" for="short-instructions"/>
    </short-instructions>
    <full-instructions header="What counts as what">
      <ol><li>A drawing counts too.</li></ol>
    </full-instructions>
    <worker-comment header="What made you sure?" link-text="Comment" placeholder="The ears">
      Say it in a few words.
    </worker-comment>
  </crowd-image-classifier>
</crowd-form>
"""

SURVEY = f"""{LIBRARY}
<crowd-form>
  <crowd-instructions link-text="View instructions" link-type="button">
    <short-summary><p>A survey of birds.</p></short-summary>
    <positive-example><p>Magpie</p></positive-example>
    <negative-example><p>Bat</p></negative-example>
  </crowd-instructions>
  <p>Your favourite bird?</p>
  <crowd-input name="favourite" placeholder="example: wren" required></crowd-input>
  <div><crowd-checkbox name="seen" value="wren"> A wren </crowd-checkbox></div>
  <div><crowd-checkbox name="seen" value="magpie" checked> A magpie </crowd-checkbox></div>
  <div><crowd-checkbox name="seen" value="owl"> An owl </crowd-checkbox></div>
  <p>How much do you like birds?</p>
  <crowd-slider name="howMuch" min="1" max="10" step="1" pin="true" required/>
  <p>Which one sings better?</p>
  <crowd-radio-group>
    <crowd-radio-button name="robin" value="better">The robin</crowd-radio-button>
    <div><crowd-radio-button name="crow" value="better">The crow</crowd-radio-button></div>
  </crowd-radio-group>
  <crowd-toggle-button name="again"></crowd-toggle-button>
  <crowd-text-area name="essay" rows="4" label="A short essay"></crowd-text-area>
  <crowd-button form-action="submit" variant="primary">Submit</crowd-button>
</crowd-form>
"""

TEXT_CATEGORIES = f"""{LIBRARY}
<crowd-classifier-multi-select
  name="category"
  categories='{{{{ task.input.labels | to_json | escape }}}}'
  header="Select the relevant categories"
  exclusion-category="{{ text: 'None of the above' }}"
>
  <classification-target>{{{{ task.input.source | skip_autoescape }}}}</classification-target>
  <full-instructions></full-instructions>
</crowd-classifier-multi-select>
"""

MODERATION = f"""{LIBRARY}
<crowd-form>
  <crowd-rekognition-detect-moderation-labels
    categories='[
      {{% for label in task.input.labels %}}
        {{ name: "{{{{ label.name }}}}", parentName: "{{{{ label.parentName }}}}", }},
      {{% endfor %}}
    ]'
    src="{{{{ task.input.image | grant_read_access }}}}"
    header="Choose all that applies."
    exclusion-category="{{ text: 'None' }}"
  >
    <short-instructions header="Instructions">Look first.</short-instructions>
  </crowd-rekognition-detect-moderation-labels>
</crowd-form>
"""
