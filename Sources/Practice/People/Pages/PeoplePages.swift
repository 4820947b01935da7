import Base
import Interface
import Markup
import PracticeOperations
import PracticeRules

/// Users, teams, organisations, what they may, and the page of one's own team.
package enum PeoplePages {
  /// `/admin/users…`, `/admin/teams…`, `/admin/organisations…`, `/admin/log`, `/team…`, `/citizens/:citizen/own`.
  package static func routes(_ door: Doorway) -> [Route] {
    PeopleUsersPage.routes(door) + PeopleUserFormPage.routes(door) + PeopleUserPage.routes(door)
      + PeopleGrantPage.routes(door) + PeopleAwayPage.routes(door) + PeopleLeavePage.routes(door)
      + PeopleTeamsPage.routes(door) + PeopleTeamPage.routes(door) + PeopleOrganisationsPage.routes(door)
      + PeopleLogPage.routes(door) + PeopleMyTeamPage.routes(door) + PeopleOwnRecordPage.routes(door)
  }
}

/// What the pages about users share.
enum PeoplePart {
  /// A page; what is refused is answered as not found.
  static func answer(_ body: () async throws -> PageResponse?) async throws -> PageResponse? {
    do {
      return try await body()
    } catch People.Refusal.notFound {
      return nil
    } catch is Access.Refusal {
      return nil
    }
  }

  /// Takes a form: goes on to where `act` says, or shows the form again with what is wrong.
  static func take(
    _ request: PageRequest, show: ([FormProblem]) throws -> PageResponse?, act: () async throws -> String
  ) async throws -> PageResponse? {
    try await answer {
      do {
        return .redirect(try await act())
      } catch People.Refusal.problems(let problems) {
        var response = try show(problems.map { FormProblem($0.field, $0.words[request.language]) })
        response?.status = 422
        return response
      }
    }
  }

  /// The form of a page; with problems it shows what was sent.
  static func form(_ request: PageRequest, _ action: String, _ problems: [FormProblem]) -> PageForm {
    PageForm(action: action, request: request, sent: problems.isEmpty ? nil : request.form, problems: problems)
  }

  /// The way back.
  static func path(_ request: PageRequest, _ more: PageLink...) -> [PageLink] {
    [PageLink(request.say("Administration", "Administration"), href: "/admin")] + more
  }

  static func users(_ request: PageRequest) -> PageLink { PageLink(request.say("Brugere", "Users"), href: "/admin/users") }

  static func teams(_ request: PageRequest) -> PageLink { PageLink("Teams", href: "/admin/teams") }

  /// A line that says that something was done, after a form.
  static func done(_ request: PageRequest) -> HTML {
    guard request.query["done"] != nil else { return .empty }
    return Notice(.success, title: request.say("Det er gemt.", "It has been saved.")).html
  }

  /// From when until when something holds.
  static func period(_ request: PageRequest, _ from: CivilDate, _ until: CivilDate?) -> String {
    let first = WhenText.format(from, language: request.language)
    guard let until else { return request.say("fra \(first)", "from \(first)") }
    guard until >= from else { return request.say("taget tilbage, før det begyndte", "taken back before it began") }
    let last = WhenText.format(until, language: request.language)
    return request.say("fra \(first) til og med \(last)", "from \(first) to \(last)")
  }

  /// Links under each other, as actions of a page.
  static func actions(_ links: [PageLink]) -> HTML {
    let items = links.map { link -> HTML in "<a class=\"b-button b-button--quiet\" href=\"\(link.href)\">\(link.label)</a> " }
    return links.isEmpty ? .empty : "<p class=\"b-actions\">\(items)</p>"
  }

  /// A form that is one button.
  static func button(_ request: PageRequest, _ action: String, _ label: String, hidden: [(String, String)] = []) -> HTML {
    let form = PageForm(action: action, request: request)
    let values = hidden.map { form.hidden($0.0, $0.1) }
    return form.html("\(values)", submit: label)
  }

  static func day(
    _ form: PageForm, _ name: String, _ label: String, value: String? = nil, hint: String? = nil
  ) -> HTML { form.text(name, label, value: value, hint: hint, type: "date", wide: false) }

  /// Roles of the catalog by title.
  static func roles(_ place: Workplace, _ request: PageRequest) -> [PageForm.Choice] {
    place.policy.roles.values.map { PageForm.Choice($0.id, $0.title[request.language]) }.sorted { $0.label < $1.label }
  }

  static func title(of role: String, _ place: Workplace, _ request: PageRequest) -> String {
    place.policy.roles[role]?.title[request.language] ?? role
  }

  static func title(ofProgramme id: String, _ place: Workplace, _ request: PageRequest) -> String {
    People.programmes(place).first { $0.id == id }?.title[request.language] ?? id
  }

  /// Who may take over: colleagues first, then teams.
  static func receivers(
    _ request: PageRequest, users: [People.ListedUser], teams: [People.Team], but: String
  ) -> [PageForm.Choice] {
    users.filter { $0.id != but }.map { PageForm.Choice("user:\($0.id)", $0.name) }
      + teams.filter { $0.id != but && $0.until == nil }.map { PageForm.Choice("team:\($0.id)", "Team: \($0.name)") }
  }
}
