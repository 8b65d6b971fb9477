"""An author sees the task page change beside its source, in the page that workers get."""

from playwright.sync_api import expect

from tests.browser.pages import Visit
from tests.browser.portal import DESK, Visits

BOXES = """<crowd-bounding-box name="boxes" header="Where are birds?"
  src="{{ task.input.image | media }}" labels="['bird']"></crowd-bounding-box>"""


def test_the_page_is_drawn_while_its_source_is_written(visits: Visits) -> None:
    with visits.context("alice", DESK) as context:
        page = context.new_page()
        at = Visit("requester:source", "alice", ("organisation", "begun"))
        page.goto(at.address(visits.portal.ids))
        if not page.locator("details[open]").count():
            page.get_by_text("Adapt the source").click()
        source = page.locator("textarea.source")
        source.fill("<label>Year of the coin <input name='year'></label>")
        expect(page.locator("#look .preview")).to_contain_text("Year of the coin")
        expect(page.locator("#look")).to_contain_text("the page works on any browser")
        source.fill(BOXES)
        expect(page.locator("#look crowd-bounding-box canvas, #look svg").first).to_be_visible()
        expect(page.locator("#look .preview")).to_contain_text("Where are birds?")
        source.fill("<script>x</script><input name='a'>")
        expect(page.locator("#look [role=alert]")).to_contain_text("line 1")
        assert page.locator("#look .preview").count() == 0
        source.fill("<label>Year <input name='year'></label>")
        page.get_by_role("button", name="Save and go on").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Instructions")
