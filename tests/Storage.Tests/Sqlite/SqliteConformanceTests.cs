using Krewe.Storage.Tests.Conformance;

namespace Krewe.Storage.Tests.Sqlite;

public sealed class SqliteConformanceTests : ObjectLogConformance
{
    protected override IObjectLogStore CreateStore() => new SqliteStore();
}
