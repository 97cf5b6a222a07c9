using FsCheck;
using FsCheck.Fluent;

namespace Krewe.Storage.Tests.Conformance;

public abstract partial class ObjectLogConformance
{
    [Fact]
    public void Random_histories_behave_like_the_model() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(60),
            Prop.ForAll(LogStep.Histories, async steps =>
            {
                await using var store = CreateStore();
                var log = await store.OpenAsync();
                try
                {
                    var model = new ObjectLogModel();
                    foreach (var step in steps)
                        log = await CarryOutAsync(step, log, model, store);
                    await CompareAsync("pods", log, model);
                    await CompareAsync("services", log, model);
                }
                finally
                {
                    await log.DisposeAsync();
                }
            }));

    private static async Task<IObjectLog> CarryOutAsync(LogStep step, IObjectLog log, ObjectLogModel model, IObjectLogStore store)
    {
        switch (step)
        {
            case LogStep.Commit commit:
                var batch = new CommitBatch(commit.Collection, Math.Max(0, model.Revision(commit.Collection) - commit.Lag), commit.Changes);
                (await log.CommitAsync(batch, None)).ShouldBe(model.Commit(batch));
                return log;

            case LogStep.Compact compact:
                var horizon = model.Revision(compact.Collection) * compact.Tenths / 10;
                await log.CompactAsync(compact.Collection, horizon, None);
                model.Compact(compact.Collection, horizon);
                await CompareAsync(compact.Collection, log, model);
                return log;

            case LogStep.Read read:
                var after = model.Revision(read.Collection) * read.Tenths / 10;
                (await log.ReadHistoryAsync(read.Collection, after, read.Limit, None)).Describe()
                    .ShouldBe(model.ReadHistory(read.Collection, after, read.Limit).Describe());
                return log;

            case LogStep.Reopen:
                await log.DisposeAsync();
                return await store.OpenAsync();

            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    private static async Task CompareAsync(string collection, IObjectLog log, ObjectLogModel model)
    {
        (await log.LoadAsync(collection, None)).Describe().ShouldBe(model.Load(collection).Describe());
        var from = model.Compacted(collection);
        (await log.ReadHistoryAsync(collection, from, int.MaxValue, None)).Describe()
            .ShouldBe(model.ReadHistory(collection, from, int.MaxValue).Describe());
    }
}
