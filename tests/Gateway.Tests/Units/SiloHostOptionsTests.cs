using Krewe.SiloHost;

namespace Krewe.Gateway.Tests.Units;

public sealed class SiloHostOptionsTests
{
    [Fact]
    public void A_shared_database_and_the_address_for_other_silos_are_read()
    {
        var options = Parse("--storage", "postgres", "--database", "/etc/krewe/database", "--listen", "0.0.0.0:6443", "--advertise", "https://192.0.2.7:6443");

        options.Storage.ShouldBe(StorageKind.Postgres);
        options.Database.ShouldBe("/etc/krewe/database");
        options.Advertise.ShouldBe(new Uri("https://192.0.2.7:6443"));
        options.ToGatewayOptions().ServerNames.ShouldContain("192.0.2.7", "the other silos verify it");
    }

    [Theory]
    [InlineData("--storage postgres", "--database")]
    [InlineData("--storage postgres --database f --listen 0.0.0.0:6443", "--advertise")]
    [InlineData("--storage postgres --database f --advertise http://192.0.2.7:6443", "--advertise")]
    [InlineData("--storage postgres --database f --advertise 192.0.2.7", "--advertise")]
    [InlineData("--database Host=db;Password=secret", "--storage postgres")]
    [InlineData("--storage mysql", "--storage")]
    public void What_cannot_work_is_refused_with_the_option_that_is_wrong_and_without_the_password(string arguments, string words)
    {
        var failure = Should.Throw<FormatException>(() => Parse(arguments.Split(' ')));

        failure.Message.ShouldContain(words);
        failure.Message.ShouldNotContain("secret");
    }

    private static SiloHostOptions Parse(params string[] arguments) => SiloHostOptions.Parse(arguments, static _ => null);
}
