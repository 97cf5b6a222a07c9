using Krewe.EmbeddedSilo.Tests.Grains;
using Orleans.Hosting;

namespace Krewe.EmbeddedSilo.Tests;

public sealed class FiltersTests
{
    [Fact]
    public void Filters_see_and_change_calls_in_the_order_of_registration()
    {
        List<string> log = [];
        using var silo = SiloExtensions.Create(configure: builder => builder
            .AddOutgoingGrainCallFilter(async context =>
            {
                log.Add($"out {context.SourceId?.ToString() ?? "client"} -> {context.TargetId}.{context.MethodName}");
                await context.Invoke();
                log.Add($"back {context.Result}");
            })
            .AddIncomingGrainCallFilter(async context =>
            {
                log.Add($"in {context.InterfaceName.Split('.')[^1]}.{context.InterfaceMethod.Name} {context.Request.GetArgument(0)}");
                context.Request.SetArgument(0, 20);
                await context.Invoke();
                context.Result = (int)context.Result! + 1;
            })
            .AddIncomingGrainCallFilter(async context =>
            {
                context.ImplementationMethod.DeclaringType.ShouldBe(typeof(WorkerGrain));
                context.TargetContext.GrainInstance.ShouldBeOfType<WorkerGrain>();
                await context.Invoke();
            }));

        silo.Run(() => silo.Grains.GetGrain<IWorker>("a").Add(1)).ShouldBe(21);

        log.ShouldBe(["out client -> worker/a.Add", "in IWorker.Add 1", "back 21"]);
    }

    [Fact]
    public void A_filter_may_refuse_a_call_or_turn_its_failure_into_another()
    {
        using var silo = SiloExtensions.Create(configure: builder => builder.AddIncomingGrainCallFilter(async context =>
        {
            if (context.MethodName == nameof(IWorker.Add))
                throw new UnauthorizedAccessException("not you");
            try
            {
                await context.Invoke();
            }
            catch (ArgumentException failure)
            {
                throw new InvalidDataException(failure.Message);
            }
        }));
        var worker = silo.Grains.GetGrain<IWorker>("a");

        Should.Throw<UnauthorizedAccessException>(() => silo.Run(() => worker.Add(1)));
        Should.Throw<InvalidDataException>(() => silo.Run(() => worker.FailLater("x"))).Message.ShouldBe("x");
        silo.Run(() => worker.Echo("fine").AsTask()).ShouldBe("fine");
    }

    [Fact]
    public void An_outgoing_filter_sees_the_grain_that_calls()
    {
        List<string> sources = [];
        using var silo = SiloExtensions.Create(configure: builder => builder.AddOutgoingGrainCallFilter(context =>
        {
            sources.Add($"{context.SourceContext?.GrainId.ToString() ?? "client"} -> {context.TargetId}");
            return context.Invoke();
        }));

        silo.Run(() => silo.Grains.GetGrain<ICaller>("a").Walk(["b"]));

        sources.ShouldBe(["client -> caller/a", "caller/a -> caller/b"]);
    }
}
