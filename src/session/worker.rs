//! A named thread that does one kind of heavy work: one request runs, of the waiting ones only the newest stays.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::base::Progress;

/// Called from a worker when there is news: the window asks for a frame.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What came of a request.
#[derive(Debug)]
pub enum News<O> {
    /// A part of the answer or all of it.
    Output(O),
    /// The work panicked; the text is the panic's.
    Panic(String),
}

struct Slot<I> {
    waiting: Option<(I, Progress)>,
    running: Option<Progress>,
    /// What runs only refines an answer that was handed over already: a newer request stops it.
    refining: bool,
    /// How much news was sent that nobody has looked at.
    untaken: usize,
    quit: bool,
}

/// A worker for requests `I` that answers with any number of `O`.
pub struct Worker<I, O> {
    shared: Arc<(Mutex<Slot<I>>, Condvar)>,
    news: Receiver<News<O>>,
    thread: Option<JoinHandle<()>>,
}

/// What a running request may do: report, and see whether a newer one waits.
pub struct Desk<'a, I, O> {
    /// How far it is, and whether to stop.
    pub progress: &'a Progress,
    shared: &'a (Mutex<Slot<I>>, Condvar),
    sender: &'a Sender<News<O>>,
    wake: &'a Wake,
}

impl<I, O> Desk<'_, I, O> {
    /// Hands over an answer or a part of it.
    pub fn deliver(&self, output: O) {
        send(self.shared, self.sender, News::Output(output));
        (self.wake)();
    }

    /// From here on the request is only refined: a newer one stops it. False if one waits already.
    #[must_use]
    pub fn refine(&self) -> bool {
        let mut slot = lock(&self.shared.0);
        slot.refining = true;
        slot.waiting.is_none()
    }

    /// Waits until no newer request has come for a while; false as soon as one comes, or the work is stopped.
    #[must_use]
    pub fn is_left_alone(&self, a_while: Duration) -> bool {
        let slot = lock(&self.shared.0);
        let goes_on = |slot: &mut Slot<I>| slot.waiting.is_none() && !self.progress.is_cancelled();
        let waited = self.shared.1.wait_timeout_while(slot, a_while, goes_on);
        let (mut slot, _) = waited.unwrap_or_else(PoisonError::into_inner);
        goes_on(&mut slot)
    }
}

/// Sends news, which keeps the worker busy until it is taken.
fn send<I, O>(shared: &(Mutex<Slot<I>>, Condvar), sender: &Sender<News<O>>, news: News<O>) {
    let mut slot = lock(&shared.0);
    // Nobody listens any more only when the session is being dropped.
    if sender.send(news).is_ok() {
        slot.untaken += 1;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A slot holds no state that a panic could leave half done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<I: Send + 'static, O: Send + 'static> Worker<I, O> {
    /// Starts the thread `name`; it sleeps until there is a request.
    pub fn new(
        name: &str,
        wake: Wake,
        mut work: impl FnMut(I, &Desk<'_, I, O>) + Send + 'static,
    ) -> Self {
        let shared = Arc::new((
            Mutex::new(Slot {
                waiting: None,
                running: None,
                refining: false,
                untaken: 0,
                quit: false,
            }),
            Condvar::new(),
        ));
        let (sender, news) = channel();
        let theirs = Arc::clone(&shared);
        let run = move || {
            loop {
                let (input, progress) = {
                    let mut slot = lock(&theirs.0);
                    loop {
                        if slot.quit {
                            return;
                        }
                        if let Some((input, progress)) = slot.waiting.take() {
                            slot.running = Some(progress.clone());
                            break (input, progress);
                        }
                        slot = theirs.1.wait(slot).unwrap_or_else(PoisonError::into_inner);
                    }
                };
                let desk = Desk {
                    progress: &progress,
                    shared: &theirs,
                    sender: &sender,
                    wake: &wake,
                };
                let outcome = catch_unwind(AssertUnwindSafe(|| work(input, &desk)));
                if let Err(panic) = outcome {
                    let text = panic.downcast_ref::<String>().cloned();
                    let text =
                        text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
                    send(&theirs, &sender, News::Panic(text.unwrap_or_default()));
                }
                {
                    let mut slot = lock(&theirs.0);
                    slot.running = None;
                    slot.refining = false;
                }
                wake();
            }
        };
        // Without a thread nothing can be computed; requests then stay waiting and the window says "updating".
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(run)
            .ok();
        Self {
            shared,
            news,
            thread,
        }
    }

    /// Asks; a request that still waits is replaced. What runs goes on, unless it only refines.
    pub fn ask(&self, input: I) {
        let mut slot = lock(&self.shared.0);
        slot.waiting = Some((input, Progress::new()));
        if let Some(progress) = slot.running.as_ref().filter(|_| slot.refining) {
            progress.cancel();
        }
        drop(slot);
        self.shared.1.notify_one();
    }

    /// What has come since the last look.
    pub fn news(&self) -> impl Iterator<Item = News<O>> + use<I, O> {
        let mut slot = lock(&self.shared.0);
        slot.untaken = 0;
        // All that was counted is in the channel: both happen under the lock.
        self.news.try_iter().collect::<Vec<_>>().into_iter()
    }

    /// Whether a request runs or waits, or has brought news that was not taken yet.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let slot = lock(&self.shared.0);
        slot.running.is_some() || slot.waiting.is_some() || slot.untaken > 0
    }

    /// The progress of the running request.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        let slot = lock(&self.shared.0);
        slot.running
            .clone()
            .or_else(|| slot.waiting.as_ref().map(|(_, progress)| progress.clone()))
    }

    /// Stops what runs and forgets what waits.
    pub fn cancel(&self) {
        let mut slot = lock(&self.shared.0);
        slot.waiting = None;
        if let Some(progress) = &slot.running {
            progress.cancel();
        }
        drop(slot);
        self.shared.1.notify_one();
    }
}

impl<I, O> Drop for Worker<I, O> {
    fn drop(&mut self) {
        {
            let mut slot = lock(&self.shared.0);
            slot.quit = true;
            slot.waiting = None;
            if let Some(progress) = &slot.running {
                progress.cancel();
            }
        }
        self.shared.1.notify_one();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::sync_channel;

    /// Waits for two answers.
    fn two_answers(worker: &Worker<u32, u32>, wakes: &Receiver<()>) -> Vec<u32> {
        let mut answers = Vec::new();
        while answers.len() < 2 {
            wakes.recv().expect("the worker wakes us");
            answers.extend(worker.news().map(|n| match n {
                News::Output(o) => o,
                News::Panic(text) => panic!("{text}"),
            }));
        }
        answers
    }

    #[test]
    fn of_the_waiting_only_the_newest_runs() {
        let (start, started) = sync_channel::<()>(0);
        let (go_on, wait) = sync_channel::<()>(0);
        let (woken, wakes) = channel();
        let wake: Wake = Arc::new(move || woken.send(()).expect("the test listens"));
        let worker = Worker::new(
            "test",
            wake,
            move |input: u32, desk: &Desk<'_, u32, u32>| {
                start.send(()).expect("the test listens");
                wait.recv().expect("the test speaks");
                desk.deliver(input);
            },
        );
        worker.ask(1);
        started.recv().expect("the first runs");
        worker.ask(2);
        worker.ask(3);
        go_on.send(()).expect("the worker waits");
        started.recv().expect("the last runs");
        go_on.send(()).expect("the worker waits");
        assert_eq!(two_answers(&worker, &wakes), [1, 3]);
    }

    #[test]
    fn a_refinement_gives_way_to_a_newer_request() {
        let (start, started) = sync_channel::<()>(0);
        let (woken, wakes) = channel();
        let wake: Wake = Arc::new(move || woken.send(()).unwrap_or_default());
        let worker = Worker::new(
            "test",
            wake,
            move |input: u32, desk: &Desk<'_, u32, u32>| {
                desk.deliver(input);
                if input == 1 && desk.refine() {
                    start.send(()).expect("the test listens");
                    while !desk.progress.is_cancelled() {
                        std::thread::yield_now();
                    }
                }
            },
        );
        worker.ask(1);
        started.recv().expect("it refines");
        worker.ask(2);
        assert_eq!(two_answers(&worker, &wakes), [1, 2]);
    }

    #[test]
    fn it_is_busy_until_its_news_is_taken() {
        let worker = Worker::new(
            "test",
            Arc::new(|| ()),
            |(): (), desk: &Desk<'_, (), ()>| desk.deliver(()),
        );
        assert!(!worker.is_busy());
        worker.ask(());
        while worker.progress().is_some() {
            assert!(worker.is_busy());
            std::thread::yield_now();
        }
        assert!(worker.is_busy(), "done, and not looked at");
        assert_eq!(worker.news().count(), 1);
        assert!(!worker.is_busy());
    }

    #[test]
    fn a_panic_becomes_news_and_the_worker_lives_on() {
        let (woken, wakes) = channel();
        let wake: Wake = Arc::new(move || woken.send(()).unwrap_or_default());
        let worker = Worker::new("test", wake, |input: bool, desk: &Desk<'_, bool, ()>| {
            assert!(input, "no");
            desk.deliver(());
        });
        worker.ask(false);
        wakes.recv().expect("woken");
        assert!(matches!(worker.news().next(), Some(News::Panic(text)) if text == "no"));
        worker.ask(true);
        wakes.recv().expect("woken");
        assert!(matches!(worker.news().next(), Some(News::Output(()))));
    }
}
