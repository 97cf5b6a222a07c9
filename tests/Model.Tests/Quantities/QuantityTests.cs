using FsCheck;
using FsCheck.Fluent;
using Krewe.Model.Quantities;

namespace Krewe.Model.Tests.Quantities;

public class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("1", "1")]
    [InlineData("1.5", "1500m")]
    [InlineData("0.1", "100m")]
    [InlineData("1500", "1500")]
    [InlineData("1000", "1k")]
    [InlineData("1000m", "1")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1Ki", "1Ki")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.1Ki", "102400m")]
    [InlineData("10e2", "1e3")]
    [InlineData("12E6", "12e6")]
    [InlineData("1E", "1E")]
    [InlineData("1Ei", "1Ei")]
    [InlineData("1e-3", "1e-3")]
    [InlineData("+5", "5")]
    [InlineData("-250m", "-250m")]
    [InlineData(".5", "500m")]
    [InlineData("5.", "5")]
    [InlineData("0.1n", "1n")]
    [InlineData("-0.1n", "-1n")]
    [InlineData("16Ei", "9223372036854775807")]
    [InlineData("100E", "9223372036854775807")]
    public void Is_written_in_canonical_form(string text, string canonical)
    {
        Quantity.Parse(text).ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("+")]
    [InlineData("1x")]
    [InlineData("Ki")]
    [InlineData("1 Gi")]
    [InlineData("1.2.3")]
    [InlineData("1e")]
    [InlineData("1ki")]
    [InlineData("1e99999999999")]
    public void What_is_no_quantity_is_refused(string text)
    {
        Quantity.TryParse(text, out _).ShouldBeFalse();
    }

    [Fact]
    public void Values_round_away_from_zero()
    {
        Quantity.Parse("1m").Value.ShouldBe(1);
        Quantity.Parse("-1m").Value.ShouldBe(-1);
        Quantity.Parse("250m").MilliValue.ShouldBe(250);
        Quantity.Parse("1u").MilliValue.ShouldBe(1);
        Quantity.Parse("128Mi").Value.ShouldBe(128L << 20);
    }

    [Fact]
    public void Equality_is_that_of_the_amount()
    {
        Quantity.Parse("1Ki").ShouldBe(Quantity.Parse("1024"));
        Quantity.Parse("1Ki").GetHashCode().ShouldBe(Quantity.Parse("1024").GetHashCode());
        (Quantity.Parse("1") > Quantity.Parse("999m")).ShouldBeTrue();
    }

    [Fact]
    public void A_sum_keeps_the_format_of_what_is_not_zero()
    {
        (Quantity.Zero + Quantity.Parse("1Gi")).ToString().ShouldBe("1Gi");
        (Quantity.Parse("1Gi") + Quantity.Parse("1Gi")).ToString().ShouldBe("2Gi");
        (Quantity.Parse("1Gi") - Quantity.Parse("512Mi")).ToString().ShouldBe("512Mi");
    }

    [Fact]
    public void Writing_and_reading_loses_nothing()
    {
        Prop.ForAll(Amounts(), amount =>
        {
            var quantity = Amount(amount);
            var again = Quantity.Parse(quantity.ToString());
            return again == quantity && again.ToString() == quantity.ToString();
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Order_and_sum_are_those_of_the_amounts()
    {
        Prop.ForAll(Amounts(), Amounts(), (a, b) =>
            Amount(a).CompareTo(Amount(b)) == Amount(a).Nanos.CompareTo(Amount(b).Nanos)
            && (Amount(a) + Amount(b) - Amount(b)) == Amount(a)
            && (Amount(a) + Amount(b)) == (Amount(b) + Amount(a))).QuickCheckThrowOnFailure();
    }

    private static Quantity Amount((int Mantissa, string Suffix) amount) => Quantity.Parse($"{amount.Mantissa}{amount.Suffix}");

    private static Arbitrary<(int Mantissa, string Suffix)> Amounts() =>
        (from mantissa in ArbMap.Default.GeneratorFor<int>()
         from suffix in Gen.Elements("n", "u", "m", "", "k", "M", "Ki", "Mi", "e3", "e-3")
         select (mantissa, suffix)).ToArbitrary();
}
