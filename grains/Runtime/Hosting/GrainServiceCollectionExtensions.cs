using Krewe.Grains.Admission;
using Krewe.Grains.Collections;
using Krewe.Grains.Kinds;
using Krewe.Grains.Objects;
using Krewe.Grains.Randomness;
using Krewe.Grains.Reconciling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Krewe.Grains.Hosting;

/// <summary>Registers what the grains work with.</summary>
public static class GrainServiceCollectionExtensions
{
    /// <summary>
    /// Adds everything that Krewe's grains ask for, but for the object log (<see cref="Krewe.Storage.IObjectLog"/>) and logging, which
    /// the host chooses. A <see cref="TimeProvider"/> and an <see cref="Entropy"/> that are there already are used as they are.
    /// </summary>
    /// <exception cref="ArgumentException">A setting is wrong; the message names it.</exception>
    public static IServiceCollection AddKreweGrains(this IServiceCollection services, GrainOptions? options = null)
    {
        options ??= new GrainOptions();
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Entropy>(static _ => new Entropy());
        return services.AddCollections(options).AddObjects().AddReconciling(options).AddNodes(options).AddEvents(options).AddSingleton(options.Namespaces);
    }

    private static IServiceCollection AddCollections(this IServiceCollection services, GrainOptions options) =>
        services.AddSingleton(options.Collections).AddSingleton<SignalDispatch>();

    private static IServiceCollection AddObjects(this IServiceCollection services) =>
        services.AddSingleton<ObjectServices>().AddSingleton<KindCatalogue>().AddAdmission();

    // In the order in which they change and judge what is written.
    private static IServiceCollection AddAdmission(this IServiceCollection services) => services
        .AddSingleton<AdmissionChain>()
        .AddSingleton<IAdmissionRule, LimitRangeRule>()
        .AddSingleton<IAdmissionRule, ServiceAccountRule>()
        .AddSingleton<IAdmissionRule, PodPriorityRule>()
        .AddSingleton<IAdmissionRule, DefaultPriorityRule>()
        .AddSingleton<IAdmissionRule, QuotaRule>();

    private static IServiceCollection AddReconciling(this IServiceCollection services, GrainOptions options) =>
        services.AddSingleton(options.Reconciling).AddSingleton<ReconcileServices>();

    private static IServiceCollection AddNodes(this IServiceCollection services, GrainOptions options) => services.AddSingleton(options.Nodes);

    private static IServiceCollection AddEvents(this IServiceCollection services, GrainOptions options) => services.AddSingleton(options.Events);
}
