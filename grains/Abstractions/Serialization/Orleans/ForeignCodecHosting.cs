using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Krewe.Grains.Serialization;

/// <summary>Teaches Orleans' serializer the types of the layers below the grains.</summary>
public static class ForeignCodecHosting
{
    /// <summary>Adds the codec of API objects and of the agents' protocol. Once for each silo and each client.</summary>
    public static IServiceCollection AddKreweCodecs(this IServiceCollection services) => services
        .AddSingleton<ForeignCodec>()
        .AddSingleton<IGeneralizedCodec>(static services => services.GetRequiredService<ForeignCodec>())
        .AddSingleton<IGeneralizedCopier>(static services => services.GetRequiredService<ForeignCodec>())
        .AddSingleton<ITypeFilter>(static services => services.GetRequiredService<ForeignCodec>());
}
