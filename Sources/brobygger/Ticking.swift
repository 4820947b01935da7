import ArgumentParser
import Base
import Foundation
import PracticeOperations
import PracticeRules

/// Where mails to staff leave.
struct Mailing: ParsableArguments {
  @Option(
    help:
      "A file with the mail server (JSON). Else BROBYGGER_MAIL. Without one nothing is queued. The password: BROBYGGER_MAIL_PASSWORD."
  )
  var mail: String?

  /// The outbox; nil where no mail is configured.
  func outbox() throws -> Outbox? {
    let environment = ProcessInfo.processInfo.environment
    guard let path = mail ?? environment["BROBYGGER_MAIL"], !path.isEmpty else { return nil }
    let settings = try MailSettings.read(URL(fileURLWithPath: path), environment: environment)
    do {
      return try CurlMailer(settings).outbox
    } catch {
      throw Advice("Mails are sent with the program curl, which is missing. Install it: apt-get install curl.")
    }
  }
}

/// Asks what is due, every minute, for as long as pages are served.
struct Ticking {
  private let task: Task<Void, Never>

  /// - Parameter preparing: reminders wait for the tables they are read from.
  init(_ desk: SignIn.Desk, outbox: Outbox?, after preparing: Task<Void, any Error>) {
    let ticker = Ticker(
      place: desk.place, contributions: PracticeDue.contributions, directory: Tasks.directory, outbox: outbox,
      forgetting: PracticeDue.forgetting + [desk.forgetting])
    task = Task.detached {
      guard (try? await preparing.value) != nil else { return }
      await ticker.run(every: .seconds(60))
    }
  }

  /// Returns when the last round is whole.
  func stop() async {
    task.cancel()
    await task.value
  }
}
