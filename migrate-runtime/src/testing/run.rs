//! How does a test get what it asks for: a blocking client, an asynchronous one, or the database itself.

use super::database::TestDatabase;
use crate::migrations::Migrations;

/// A test that takes a client.
#[derive(Debug)]
pub struct TakesClient;

/// A test that takes the database, and connects as often as it likes.
#[derive(Debug)]
pub struct TakesDatabase;

/// A test that blocks. `Takes` is found by the compiler.
#[diagnostic::on_unimplemented(
    message = "a test cannot take these arguments",
    note = "it takes `&mut postgres::Client` or `&migrate_runtime::testing::TestDatabase`; an `async` one `&tokio_postgres::Client`"
)]
pub trait BlockingTest<Takes> {
    /// What it returns.
    type Output;

    /// Runs it.
    fn run(self, database: &TestDatabase) -> Self::Output;
}

impl<F: FnOnce(&mut postgres::Client) -> T, T> BlockingTest<TakesClient> for F {
    type Output = T;

    fn run(self, database: &TestDatabase) -> T {
        self(&mut database.connect())
    }
}

impl<F: FnOnce(&TestDatabase) -> T, T> BlockingTest<TakesDatabase> for F {
    type Output = T;

    fn run(self, database: &TestDatabase) -> T {
        self(database)
    }
}

/// A test that does not block. `Takes` is found by the compiler.
#[diagnostic::on_unimplemented(
    message = "an asynchronous test cannot take these arguments",
    note = "it takes `&tokio_postgres::Client` or `&migrate_runtime::testing::TestDatabase`; one without `async` `&mut postgres::Client`"
)]
pub trait AsyncTest<Takes> {
    /// What it returns.
    type Output;

    /// Runs it to its end.
    fn run(self, database: &TestDatabase) -> impl Future<Output = Self::Output>;
}

impl<F: AsyncFnOnce(&tokio_postgres::Client) -> T, T> AsyncTest<TakesClient> for F {
    type Output = T;

    async fn run(self, database: &TestDatabase) -> T {
        let opened = database.config().connect_async().await;
        let (client, conversation) = opened.unwrap_or_else(|error| panic!("the database of the test does not answer: {error}"));
        let conversation = tokio::spawn(conversation);
        let value = self(&client).await;
        conversation.abort();
        value
    }
}

impl<F: AsyncFnOnce(&TestDatabase) -> T, T> AsyncTest<TakesDatabase> for F {
    type Output = T;

    async fn run(self, database: &TestDatabase) -> T {
        self(database).await
    }
}

/// Runs a test on a database of its own.
pub fn run<Takes, Test: BlockingTest<Takes>>(migrations: &Migrations, test: Test) -> Test::Output {
    test.run(&TestDatabase::new(migrations))
}

/// Runs an asynchronous test on a database of its own.
pub fn run_async<Takes, Test: AsyncTest<Takes>>(migrations: &Migrations, test: Test) -> Test::Output {
    let database = TestDatabase::new(migrations);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime can be made").block_on(test.run(&database))
}
